// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.engine;

import java.util.List;

import org.antlr.v4.runtime.ParserRuleContext;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.oal.exchange.OalFinding;

/**
 * The source of one statement, and where to tell what is wrong with it.
 *
 * @param source class that attributes are read from
 * @param sourcePackage where constants are looked up, with a trailing dot
 */
record OalStatement(Class<?> source, String sourcePackage, List<OalFinding> findings) {

    void report(ParserRuleContext at, String code, String message, String hint) {
        findings.add(finding(at, code, message, hint));
    }

    static OalFinding finding(ParserRuleContext at, String code, String message, String hint) {
        return new OalFinding(code, at.getStart().getLine(), at.getStart().getCharPositionInLine() + 1, message, hint);
    }

    /**
     * Follows a path of attributes.
     *
     * @param booleanEnd whether the last attribute is read with an {@code is} getter
     * @return its type, or {@code null} where the path is wrong and that was reported
     */
    Class<?> typeOf(List<? extends ParserRuleContext> path, boolean booleanEnd) {
        var owner = source;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            var type = step(owner, path.get(i), booleanEnd && last);
            if (type == null) {
                return null;
            }
            owner = type;
        }
        return owner;
    }

    private Class<?> step(Class<?> owner, ParserRuleContext segment, boolean isBoolean) {
        var text = segment.getText();
        int bracket = text.indexOf('[');
        var name = bracket < 0 ? text : text.substring(0, bracket);
        if (bracket >= 0) {
            var type = isBoolean ? null : OalTypes.returned(owner, OalTypes.getter(name), String.class);
            if (type == null) {
                report(segment, "OAL_ATTRIBUTE", "'" + name + "' of " + owner.getSimpleName() + " cannot be read by key", "");
            }
            return type;
        }
        var plain = OalTypes.returned(owner, OalTypes.getter(name));
        var flag = OalTypes.returned(owner, OalTypes.booleanGetter(name));
        var wanted = isBoolean ? flag : plain;
        if (wanted != null) {
            return wanted;
        }
        var other = isBoolean ? plain : flag;
        if (other != null) {
            report(segment, "OAL_TYPE", "'" + name + "' of " + owner.getSimpleName() + " is of type " + OalTypes.name(other) + ", "
                + (isBoolean ? "not boolean" : "which only a comparison with true or false can read"), "");
        } else if (OalTypes.returned(owner, OalTypes.getter(name), String.class) != null) {
            report(segment, "OAL_ATTRIBUTE", "'" + name + "' of " + owner.getSimpleName() + " needs a key", "write " + name + "[\"key\"]");
        } else {
            report(segment, "OAL_ATTRIBUTE", "unknown attribute '" + name + "' of " + owner.getSimpleName(),
                Nearest.hintOrAll(name, OalTypes.attributes(owner), "attributes"));
        }
        return null;
    }

    /** The type after an optional cast from text to number; {@code null} where the cast is wrong and that was reported. */
    Class<?> cast(ParserRuleContext cast, Class<?> type) {
        if (cast == null) {
            return type;
        }
        if (type != String.class) {
            report(cast, "OAL_CAST", cast.getText() + " reads a number from text, but the attribute is of type " + OalTypes.name(type), "remove the cast");
            return null;
        }
        return cast.getText().contains("long") ? long.class : int.class;
    }
}
