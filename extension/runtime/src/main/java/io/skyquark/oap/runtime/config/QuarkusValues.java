// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.Expressions;
import io.smallrye.config.common.utils.StringUtil;

/** Variables and overrides from every configuration source of Quarkus. */
final class QuarkusValues implements ConfigurationValues {

    private static final String ENVIRONMENT = "EnvConfigSource";
    private static final String QUARKUS = "quarkus.";
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final ConfigSourceContext context;
    private final Set<String> names = new HashSet<>();
    /**
     * The names as the environment would have them, but for Quarkus' own: each of 1,200 names that are asked for would go through all sources, and few of them
     * are set.
     */
    private final Set<String> spellings = new HashSet<>();

    QuarkusValues(ConfigSourceContext context) {
        this.context = context;
        context.iterateNames().forEachRemaining(names::add);
        // SmallRye tells the environment's names in lower case with dots.
        names.addAll(System.getenv().keySet());
        for (var name : names) {
            if (!name.startsWith(QUARKUS)) {
                addSpellings(spelling(name));
            }
        }
    }

    /** What begins with a profile, as {@code %prod.name} and {@code _PROD_NAME} do, is also the name after it. */
    private void addSpellings(String spelling) {
        spellings.add(spelling);
        if (spelling.startsWith("_")) {
            for (int end = spelling.indexOf('_'); end >= 0; end = spelling.indexOf('_', end + 1)) {
                spellings.add(spelling.substring(end + 1));
            }
        }
    }

    /** MicroProfile Config 3.1, "Default ConfigSources": what is not alphanumeric becomes an underscore, letters become upper case. */
    private static String spelling(String name) {
        return StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
    }

    @Override
    public Value variable(String name) {
        var value = find(name);
        // SmallRye answers service.name from SERVICE_NAME; upstream's rules for service names rely on such a name being unset.
        return value != null && value.environment() && !WORD.matcher(name).matches() ? null : value;
    }

    @Override
    public Value override(String name) {
        return find(name);
    }

    /** Unexpanded: an expression that nothing answers is an error for SmallRye, and a plain text for upstream. */
    private Value find(String name) {
        if (!name.startsWith(QUARKUS) && !spellings.contains(spelling(name))) {
            return null;
        }
        var found = Expressions.withoutExpansion(() -> context.getValue(name));
        if (found == null || found.getValue() == null) {
            return null;
        }
        var source = found.getConfigSourceName();
        boolean environment = source != null && source.startsWith(ENVIRONMENT);
        return new Value(found.getValue(), origin(source, environment) + " " + name, environment);
    }

    private static String origin(String source, boolean environment) {
        if (environment) {
            return "environment";
        }
        if (source == null || source.contains("SysProp")) {
            return "system property";
        }
        var file = source.endsWith("]") ? source.substring(0, source.length() - 1) : source;
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('=')) + 1);
    }

    @Override
    public Set<String> names() {
        return names;
    }
}
