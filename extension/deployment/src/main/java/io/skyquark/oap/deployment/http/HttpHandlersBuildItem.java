// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.List;

import io.quarkus.builder.item.SimpleBuildItem;

/** The handler classes as read from the index; for the steps of {@link HttpProcessor} only. */
final class HttpHandlersBuildItem extends SimpleBuildItem {

    private final List<Handler> handlers;

    HttpHandlersBuildItem(List<Handler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    List<Handler> handlers() {
        return handlers;
    }
}
