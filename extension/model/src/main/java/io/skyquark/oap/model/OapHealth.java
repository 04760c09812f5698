// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/**
 * @param booted whether every module has started
 * @param storage whether the storage answered the last question
 * @param detail what is wrong, or an empty string
 */
public record OapHealth(boolean booted, boolean storage, String detail) {

    public boolean ready() {
        return booted && storage;
    }
}
