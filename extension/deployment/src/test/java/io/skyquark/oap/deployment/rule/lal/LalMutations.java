// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Scripts with some words changed, doubled, swapped or left out. */
final class LalMutations {

    private static final Pattern WORD = Pattern.compile("\\w+|\"[^\"]*\"|'[^']*'|\\s+|[^\\w\\s]");
    private static final List<String> WORDS = List.of("parsed", "log", "service", "tag", "as", "String", "Integer", "Long", "Boolean", "Double", "if", "else", "(", ")", "{", "}",
        "==", "!=", "&&", "||", "!", "?", ":", "?:", "?.", ".", "<", ">", "+", "-", "*", "/", "1", "2.5", "10L", "null", "true", "\"x\"", "'y'", "\"${parsed.a}\"", "[", "]", "in",
        "=~", "def v =", "toString()", "trim()", "length()", "split(':')[0]", "body", "text", "timestamp", "tags", "abort", "json", "text", "yaml", "extractor", "sink", "sampler",
        "return", ";", ",", "it", "instanceof", "size()", "endpoint", "layer", "parsed.a", "log.service", "log.body.text.text", "(parsed.a as String)", "(parsed.b as Integer)");

    private final Random random;

    LalMutations(long seed) {
        random = new Random(seed);
    }

    String next(String script) {
        List<String> words = new ArrayList<>();
        WORD.matcher(script).results().forEach(match -> words.add(match.group()));
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes && !words.isEmpty(); i++) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(6)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(random.nextInt(words.size())));
                case 2 -> words.set(at, words.get(random.nextInt(words.size())));
                case 3 -> words.set(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> words.add(at, " " + WORDS.get(random.nextInt(WORDS.size())) + " ");
            }
        }
        return String.join("", words);
    }
}
