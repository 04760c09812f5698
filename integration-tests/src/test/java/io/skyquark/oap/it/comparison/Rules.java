// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A committed table that says of places in the answers what is known of them. Each line: the exchanges, the places, what is known, and why,
 * divided by {@code |}. {@code *} stands for any text without a slash, {@code **} for any text; {@code #} opens a comment.
 */
public record Rules(List<Rule> all) {

    /** @param source the line as it is written */
    public record Rule(Pattern exchange, Pattern place, String action, String reason, String source) {

        boolean applies(String exchangeName, String path) {
            return exchange.matcher(exchangeName).matches() && place.matcher(path).matches();
        }
    }

    public static Rules read(String resource) {
        try (var stream = Objects.requireNonNull(Rules.class.getResourceAsStream("/" + resource), resource)) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Rules parse(String text) {
        return new Rules(text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Rules::rule).toList());
    }

    /** These rules, and where none of them applies the others. */
    public Rules or(Rules others) {
        return new Rules(Stream.concat(all.stream(), others.all.stream()).toList());
    }

    public Optional<Rule> find(String exchange, String path) {
        return all.stream().filter(rule -> rule.applies(exchange, path)).findFirst();
    }

    private static Rule rule(String line) {
        var parts = line.split("\\|", 4);
        if (parts.length < 4 || parts[3].isBlank()) {
            throw new IllegalArgumentException("not of the form exchange | place | what | why: " + line);
        }
        return new Rule(glob(parts[0]), glob(parts[1]), parts[2].strip(), parts[3].strip(), line);
    }

    private static Pattern glob(String text) {
        var regex = new StringBuilder();
        for (var piece : text.strip().split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
            regex.append(piece.equals("**") ? ".*" : piece.equals("*") ? "[^/]*" : Pattern.quote(piece));
        }
        return Pattern.compile(regex.toString());
    }
}
