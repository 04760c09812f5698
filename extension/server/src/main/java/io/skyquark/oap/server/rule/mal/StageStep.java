// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

/** A step that needs all samples at once. */
abstract class StageStep extends MalStep implements Stage {
}
