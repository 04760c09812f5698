// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Values of Groovy that surprise and that rules rely on, without Groovy at hand. */
class GroovyFactsTest {

    @Test
    void nullIsLessThanAnyNumber() {
        assertThat(RuleOps.less(RuleOps.asInteger(null), 400)).isTrue();
        assertThat(RuleOps.greaterEqual(null, 400)).isFalse();
    }

    @Test
    void nullBecomesATextInASum() {
        assertThat(RuleOps.plus("a", null)).isEqualTo("anull");
        assertThat(RuleOps.plus(null, "a")).isEqualTo("nulla");
    }

    @Test
    void anEmptyTextIsFalseSoThatTheOtherOneIsTaken() {
        var trimmed = RuleOps.call("", "trim");
        assertThat(RuleOps.truth(trimmed) ? trimmed : "X").isEqualTo("X");
        assertThat(RuleOps.truth(Map.of())).isFalse();
        assertThat(RuleOps.truth(" ")).isTrue();
    }

    @Test
    void aTextThatSaysFalseIsTrue() {
        assertThat(RuleOps.asBoolean("false")).isTrue();
        assertThat(RuleOps.asBoolean(false)).isFalse();
        assertThat(RuleOps.asBoolean(null)).isNull();
    }

    @Test
    void nullStaysNullInACast() {
        assertThat(RuleOps.asLong(null)).isNull();
        assertThat(RuleOps.equal(RuleOps.asString(null), "")).isFalse();
        assertThat(RuleOps.cast(null, "Integer")).isNull();
    }

    @Test
    void wholeNumbersDivideToDecimals() {
        assertThat(RuleOps.div(1, 3)).isEqualTo(new BigDecimal("0.3333333333"));
        assertThat(RuleOps.div(4, 2)).isEqualTo(new BigDecimal("2"));
        assertThat(RuleOps.div(1, 2.0d)).isEqualTo(0.5d);
        assertThatThrownBy(() -> RuleOps.div(1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void wholeNumbersWrap() {
        assertThat(RuleOps.plus(Integer.MAX_VALUE, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(RuleOps.plus(Integer.MAX_VALUE, 1L)).isEqualTo(2147483648L);
    }

    @Test
    void castsCutDecimalsAndParseTextsButDeclarationsDoNot() {
        assertThat(RuleOps.cast(new BigDecimal("5.7"), "Long")).isEqualTo(5L);
        assertThat(RuleOps.cast("12", "Integer")).isEqualTo(12);
        assertThatThrownBy(() -> RuleOps.cast("x", "Integer")).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> RuleOps.strictCast("12", "Integer")).isInstanceOf(ClassCastException.class)
                .hasMessage("Cannot cast '12' of type String to Integer");
    }

    @Test
    void aTextWithValuesEqualsATextButIsAnotherKeyOfAMap() {
        var text = new RuleText(new String[] {"a", ""}, new Object[] {1});
        assertThat(RuleOps.equal(text, "a1")).isTrue();
        assertThat((Object) text).isNotEqualTo("a1").isEqualTo(new RuleText(new String[] {"", "1"}, new Object[] {"a"}));
        assertThat(text.hashCode()).isNotEqualTo("a1".hashCode());
        assertThat(RuleOps.call(Map.of("a1", "found"), "get", text)).isNull();
        assertThat(RuleOps.index(Map.of("a1", "found"), text)).isEqualTo("found");
    }

    @Test
    void aTextShowsTheValuesOfTheMoment() {
        var list = new ArrayList<Object>();
        var text = new RuleText(new String[] {"is ", ""}, new Object[] {list});
        list.add(null);
        list.add(Map.of("a", "b"));
        assertThat((Object) text).hasToString("is [null, [a:b]]");
    }
}
