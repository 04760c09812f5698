// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.module;

import io.skyquark.oap.model.OapConfiguration;

/** Why a module does not serve what it could serve, and what would make it. */
public final class AbsentModule {

    private AbsentModule() {
    }

    /**
     * @param module the module that serves it, empty where augmentation could not tell
     * @param what a service or a route as clients name it, for example {@code POST /v3/segments}
     * @return one sentence for the client; for example
     *     {@code module receiver-zipkin is off and with it POST /api/v2/spans; SW_RECEIVER_ZIPKIN=default turns it on}
     */
    public static String reason(OapConfiguration configuration, String module, String what) {
        if (module.isEmpty()) {
            return "no module that is on serves " + what;
        }
        var on = configuration.module(module);
        if (on != null) {
            return "module " + module + " is on, but its settings leave " + what + " out (" + module + "." + on.provider() + ": "
                + String.join(", ", on.settings().keySet()) + ")";
        }
        var turnsOn = configuration.switches().get(module);
        return "module " + module + " is off and with it " + what + "; "
            + (turnsOn == null ? "application.yml has no block " + module : turnsOn + " turns it on");
    }
}
