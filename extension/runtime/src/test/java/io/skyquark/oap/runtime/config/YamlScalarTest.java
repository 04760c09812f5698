// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.skywalking.oap.server.library.module.TerminalFriendlyTable;
import org.apache.skywalking.oap.server.starter.config.ApplicationConfigLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gets the type and value that upstream's own loader gives it. */
class YamlScalarTest {

    /** Held, so that the level stays: upstream logs every text that is no YAML with a stack trace. */
    private static final Logger UPSTREAM_LOG = Logger.getLogger(ApplicationConfigLoader.class.getName());

    @BeforeAll
    static void quiet() {
        UPSTREAM_LOG.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "default", "12800", "0", "-1", "+5", "007", "010", "08", "0x1F", "0b101", "1_000", "1:30", "190:20:30", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "9223372036854775808", "1.5", "1e3", "1.0e+3", ".5", "5.", ".inf", ".nan", "-", "--", "---", "...", "--- a", "- a", "-a", "-1a",
        "true", "True", "TRUE", "tRUE", "yes", "no", "on", "off", "Off", "y", "n", "null", "Null", "~", "NULL", "''", "\"\"", "'a'", "\"a b\"", "\"a\\nb\"",
        "'it''s'", "\"unfinished", "'a' b", "\"10\"", "'true'", "a b", "a  b", " a", "a ", "\ta", "a #comment", "a#b", "#comment", "a:b", "a: b", "a:", "a :b",
        ":a", "[a, b]", "6000,9000", "1,000", "\"a\\\"b\"", "\"\\\"", "\"\\\\\"", "\"a\\tb\"", "\"{\\\"a\\\":1}\"", "[]", "[1, 2]", "[Hour, Day]",
        "[a,b,c-d_e.f]", "[a, null]", "[a, yes]", "[a, Null]", "[a,  b]", "[a ,b]", "[a,]", "[a]", "[1a]", "[a: b]", "[a:b]", "[ a ]", "[a",
        "{a: b}", "{}", "{a", "a,b", ",a", "a]", "*a", "&a", "&a b", "!a", "!!str 1", "!!int 1", "|", ">", "| a", "%a", "@a",
        "`a", "?", "? a", "?a", "=", "<<", "a=b", "=a", "2020-01-01", "2020-01-01T10:00:00Z", "2.45.0", "0.0.0.0", "127.0.0.1:8848", "localhost:2181",
        "http://localhost:8080", "jdbc:h2:file:./data/x;DATABASE_TO_UPPER=FALSE;DB_CLOSE_ON_EXIT=FALSE", "app=collector,release=skywalking", "root@1234",
        "\"jdbc:mysql://localhost:3306/swtest?rewriteBatchedStatements=true&allowMultiQueries=true\"", "{\"analyzer\":{\"a\":1}}", "/", "/skywalking", "./a", "_a",
        "${pod}.${ns}", "\"${a.b}\"", "a\nb", "a: b\nc: d", "- a\n- b", "ä", "\"ä\"", "0.1.2", "00", "-0", "-01", "a\\b", "\"a\\\\b\"", "'a\\b'", "a;b", "a|b",
        "a>b", "a%b", "1a", "1-2", "1/2", "1,2", "1;2", "0o17", "12e", "e12", "1__0", "0_", "_1", "0x", "0xG", "1:", "1:a", "Infinity", "(a)", "a(b)", "$a",
        "!", "a!", "a&b", "a*b", "a'b", "a\"b", "\"a\"b\"", "'a'b'", "😀", "a\u0007b", "yes ", " yes", "1 ", " 1", "default:200,mongodb:100",
    })
    void typesAsUpstreamDoes(String text) throws ReflectiveOperationException {
        assertThat(YamlScalar.typed(text)).isEqualTo(upstream(text));
    }

    @Test
    void typesAnyTextAsUpstreamDoes() throws ReflectiveOperationException {
        var random = new Random(20261123);
        var pieces = List.of("a", "B", "0", "1", "9", "-", "+", ".", ":", ",", " ", "'", "\"", "#", "_", "=", "/", "{", "}", "[", "]", "e", "x", "true", "no", "!", "&",
            "*", "%", "@", "|", ">", "?", "~", "$", "(", ")", ";", "\\", "\n", "<", "^");
        var wrong = new ArrayList<String>();
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var ours = YamlScalar.typed(text.toString());
            var theirs = upstream(text.toString());
            if (!ours.equals(theirs)) {
                wrong.add("<" + text + "> " + ours + " instead of " + theirs);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What upstream's loader makes of a resolved text, which stays as it is where it is blank. */
    private static Object upstream(String text) throws ReflectiveOperationException {
        if (text.trim().length() == 0) {
            return text;
        }
        var convert = ApplicationConfigLoader.class.getDeclaredMethod("convertValueString", String.class);
        convert.setAccessible(true);
        return convert.invoke(new ApplicationConfigLoader(new TerminalFriendlyTable("")), text);
    }
}
