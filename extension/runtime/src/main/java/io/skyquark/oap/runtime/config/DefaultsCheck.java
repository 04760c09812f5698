// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Everything that is wrong with a defaults file as it stands, also in providers that are not selected; asked at augmentation. */
public final class DefaultsCheck {

    private DefaultsCheck() {
    }

    public static List<ConfigurationProblem> of(ConfigurationSchema schema, ConfigurationFile file) {
        var problems = new LinkedHashSet<>(ConfigurationLoad.load(schema, file, ConfigurationValues.NONE).problems());
        for (var module : file.modules()) {
            for (var provider : module.providers()) {
                var known = schema.provider(module.name(), provider.name());
                if (known != null && known.reason().isEmpty()) {
                    var found = new ArrayList<ConfigurationProblem>();
                    var settings = new ProviderSettings(module.name() + "." + provider.name() + ".", known, ConfigurationValues.NONE, found);
                    provider.settings().forEach(settings::add);
                    problems.addAll(found);
                }
            }
        }
        return List.copyOf(problems);
    }
}
