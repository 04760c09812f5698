// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.spi;

import io.quarkus.builder.item.MultiBuildItem;

/**
 * A use of something that run-time code must not use, which is right nevertheless. Produced by {@code ClosedWorldProcessor} from its list, consumed by
 * the same processor, which reports an exception that matches nothing any more, and by the inventory.
 */
public final class ClosedWorldExceptionBuildItem extends MultiBuildItem {

    private final String user;
    private final String used;
    private final String reason;

    /**
     * @param user the class and method with the use, for example {@code org.apache.skywalking.oap.Some.method}
     * @param used the class that is used, for example {@code java.util.ServiceLoader}
     * @param reason why the use is right, one sentence
     */
    public ClosedWorldExceptionBuildItem(String user, String used, String reason) {
        this.user = user;
        this.used = used;
        this.reason = reason;
    }

    public String user() {
        return user;
    }

    public String used() {
        return used;
    }

    public String reason() {
        return reason;
    }
}
