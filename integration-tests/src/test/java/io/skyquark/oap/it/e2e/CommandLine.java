// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of swctl: words of a command, options with one or two dashes and a value behind {@code =} or a space, arguments.
 *
 * @param words the first ones name the command, the others are its arguments
 */
record CommandLine(List<String> words, Map<String, String> options) {

    /** Options without a value. */
    private static final Set<String> SWITCHES = Set.of("debug", "insecure");

    static CommandLine parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (!argument.matches("--?[a-z].*")) {
                words.add(argument);
                continue;
            }
            var option = argument.replaceFirst("^--?", "").split("=", 2);
            if (option.length == 2) {
                options.put(option[0], option[1]);
            } else if (SWITCHES.contains(option[0]) || i + 1 == arguments.size()) {
                options.put(option[0], "true");
            } else {
                options.put(option[0], arguments.get(++i));
            }
        }
        return new CommandLine(words, options);
    }

    /** The value of an option; nothing where it is absent or empty. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
    }
}
