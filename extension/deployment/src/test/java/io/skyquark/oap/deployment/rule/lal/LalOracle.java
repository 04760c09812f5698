// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.lal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.codehaus.groovy.control.CompilationFailedException;
import org.yaml.snakeyaml.Yaml;

import io.skyquark.oap.deployment.rule.exchange.CompiledFile;

/** One LAL rule twice: run by Groovy on unmodified upstream, and compiled by us on the hooked one. */
final class LalOracle {

    private final LalCompiler compiler = new LalCompiler();
    private final HookedLoader loader = new HookedLoader(LalHooks.all());
    private final BiConsumer<String, String> catalog;
    private int files;

    /** A rule as a file has it. */
    record Rule(String name, String layer, String dsl) {
    }

    /** @param refusal why Groovy does not take the rule, null where it does */
    record Pair(Function<Object[], Map<String, String>> groovy, Function<Object[], Map<String, String>> ours, String refusal, CompiledFile compiled) {

        /** What both sides give for a log. Some sources carry the minute of the clock, so both sides have to see the same one. */
        Outcomes run(Object[] input) {
            while (true) {
                long minute = minute();
                var outcomes = new Outcomes(groovy.apply(input), ours.apply(input));
                if (minute == minute()) {
                    return outcomes;
                }
            }
        }

        private static long minute() {
            return Instant.now().getEpochSecond() / 60;
        }
    }

    record Outcomes(Map<String, String> groovy, Map<String, String> ours) {
    }

    @SuppressWarnings("unchecked")
    LalOracle() throws ReflectiveOperationException {
        catalog = (BiConsumer<String, String>) loader.loadClass(LalBoot.class.getName()).getConstructor().newInstance();
    }

    /** The rules of a file, whatever other keys it has. */
    static List<Rule> rules(String yaml) {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(yaml);
        List<Rule> rules = new ArrayList<>();
        file.get("rules").forEach(rule -> rules.add(new Rule((String) rule.get("name"), (String) rule.get("layer"), (String) rule.get("dsl"))));
        return rules;
    }

    @SuppressWarnings("unchecked")
    Pair pair(Rule rule) throws Exception {
        var file = "lal/rule" + ++files + ".yaml";
        var compiled = compiler.compile(file, new Yaml().dump(Map.of("rules", List.of(Map.of("name", rule.name(), "layer", rule.layer(), "dsl", rule.dsl())))));
        Function<Object[], Map<String, String>> groovy = null;
        String refusal = null;
        try {
            groovy = new LalDriver(rule.dsl());
        } catch (CompilationFailedException e) {
            refusal = e.getMessage().replaceAll("\\s+", " ");
        }
        if (compiled.className() == null) {
            return new Pair(groovy, null, refusal, compiled);
        }
        compiled.classes().forEach(type -> loader.define(type.name(), type.bytes()));
        catalog.accept(file, compiled.className());
        var ours = loader.loadClass(LalDriver.class.getName()).getConstructor(String.class).newInstance(file + "#" + rule.layer() + "/" + rule.name());
        return new Pair(groovy, (Function<Object[], Map<String, String>>) ours, refusal, compiled);
    }

    static String problems(CompiledFile file) {
        return file.findings().stream().map(finding -> finding.code() + " " + finding.message()).collect(Collectors.joining("; "));
    }
}
