// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.Collection;
import java.util.List;

import io.skyquark.oap.model.NearestName;

/**
 * Something wrong with the configuration.
 *
 * @param origin the file, or for example {@code environment SW_CORE_REST_PORT}
 * @param line 1-based, 0 where the origin has no lines
 * @param column 1-based, 0 where the origin has no lines
 * @param code the kind of problem, upper case with underscores
 * @param message what is wrong, one sentence
 */
public record ConfigurationProblem(String origin, int line, int column, String code, String message) {

    static ConfigurationProblem at(Origin origin, String code, String message) {
        return new ConfigurationProblem(origin.name(), origin.line(), origin.column(), code, message);
    }

    /** {@code config/application.yml:12:5 - [CONFIG_KEY] message}. */
    public String describe() {
        var position = line > 0 ? ":" + line + ":" + column : "";
        return origin + position + " - [" + code + "] " + message;
    }

    /** {@code ", did you mean 'x'?"}, or an empty string where no known name is near. */
    static String didYouMean(String prefix, String name, Collection<String> known) {
        var nearest = NearestName.of(name, known, Math.max(2, name.length() / 3));
        return nearest == null ? "" : ", did you mean '" + prefix + nearest + "'?";
    }

    static String describeAll(List<ConfigurationProblem> problems) {
        var text = new StringBuilder("Found problems in the SkyWalking configuration (" + problems.size() + "):");
        for (int i = 0; i < problems.size(); i++) {
            text.append("\n\t[").append(i + 1).append("] ").append(problems.get(i).describe());
        }
        return text.toString();
    }

    /** Where a value comes from; line and column are 0 outside of files. */
    record Origin(String name, int line, int column) {

        static Origin of(String name) {
            return new Origin(name, 0, 0);
        }
    }
}
