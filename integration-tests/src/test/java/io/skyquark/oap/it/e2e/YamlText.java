// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.e2e;

import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML with the types that Go's {@code yaml.v2} gives: no dates and no numbers in base 60. A value is a Map, a List, a String, a Long, a Double, a
 * Boolean or null.
 */
final class YamlText {

    private static final Pattern INTEGER = Pattern.compile("[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)");
    private static final Pattern FLOAT = Pattern.compile(
        "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private YamlText() {
    }

    /** The tree of a text with its positions; null for none. */
    static Node compose(String text) {
        return yaml().compose(new StringReader(text));
    }

    static Object load(String text) {
        return value(compose(text));
    }

    static String dump(Object value) {
        return yaml().dump(value);
    }

    static Object value(Node node) {
        if (node == null) {
            return null;
        }
        if (node instanceof AnchorNode anchor) {
            return value(anchor.getRealNode());
        }
        if (node instanceof MappingNode mapping) {
            Map<Object, Object> map = new LinkedHashMap<>();
            mapping.getValue().forEach(entry -> map.put(value(entry.getKeyNode()), value(entry.getValueNode())));
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(element -> list.add(value(element)));
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private static Object scalar(ScalarNode node) {
        var text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return List.of("true", "yes", "on", "y").contains(text.toLowerCase(java.util.Locale.ROOT));
        }
        if (node.getTag().equals(Tag.INT)) {
            return integer(text.replace("_", ""));
        }
        if (node.getTag().equals(Tag.FLOAT)) {
            var number = text.toLowerCase(java.util.Locale.ROOT);
            return number.endsWith("inf") ? (number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
                : number.endsWith("nan") ? Double.NaN : Double.valueOf(text);
        }
        return text;
    }

    private static Object integer(String text) {
        var sign = text.startsWith("-") ? "-" : "";
        var digits = text.replaceFirst("^[-+]", "");
        var number = digits.startsWith("0b") ? new BigInteger(sign + digits.substring(2), 2)
            : digits.startsWith("0o") ? new BigInteger(sign + digits.substring(2), 8)
            : digits.startsWith("0x") ? new BigInteger(sign + digits.substring(2), 16)
            : digits.length() > 1 && digits.startsWith("0") ? new BigInteger(sign + digits, 8) : new BigInteger(sign + digits);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : (Object) number.doubleValue();
    }

    private static Yaml yaml() {
        var dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setWidth(Integer.MAX_VALUE);
        dumping.setSplitLines(false);
        var loading = new LoaderOptions();
        loading.setCodePointLimit(Integer.MAX_VALUE);
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new GoTypes());
    }

    /** Which plain texts are no texts. */
    private static final class GoTypes extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE|n|N|no|No|NO|off|Off|OFF|false|False|FALSE)"),
                "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("(?:~|null|Null|NULL| )"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        }
    }
}
