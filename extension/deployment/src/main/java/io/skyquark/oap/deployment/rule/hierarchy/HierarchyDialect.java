// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.rule.hierarchy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;

import io.skyquark.oap.deployment.oal.exchange.Nearest;
import io.skyquark.oap.deployment.rule.front.Dialect;
import io.skyquark.oap.deployment.rule.front.Lowering;
import io.skyquark.oap.deployment.rule.ir.Expr;
import io.skyquark.oap.deployment.rule.exchange.Position;

/** What names mean in a matching rule: its two parameters are services, whose properties are read by their getters. */
final class HierarchyDialect implements Dialect {

    private static final String SERVICE = "org.apache.skywalking.oap.server.core.query.type.Service";
    private static final Map<String, String> PROPERTIES = new TreeMap<>(Map.of(
        "id", "getId()Ljava/lang/String;",
        "name", "getName()Ljava/lang/String;",
        "shortName", "getShortName()Ljava/lang/String;",
        "group", "getGroup()Ljava/lang/String;",
        "normal", "isNormal()Z",
        "layers", "getLayers()Ljava/util/Set;"));
    private static final int SERVICES = 2;

    @Override
    public Expr freeName(String name, Lowering lowering, Position at) {
        return null;
    }

    @Override
    public Expr freeCall(MethodCallExpression call, Lowering lowering, Position at) {
        return lowering.problem("RULE_METHOD", at, "there is no function '" + call.getMethodAsString() + "'", "a matching rule compares properties of its services");
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public Expr property(PropertyExpression property, Expr target, Lowering lowering, Position at) {
        // The first variables of a rule are the parameters of its closure.
        if (!(target instanceof Expr.Variable variable) || variable.local().id() >= SERVICES) {
            return null;
        }
        var name = property.getPropertyAsString();
        var getter = PROPERTIES.get(name);
        if (getter == null) {
            return lowering.problem("HIERARCHY_PROPERTY", at, "a service has no property '" + name + "'",
                Nearest.hintOrAll(name, PROPERTIES.keySet(), "properties"));
        }
        int parameters = getter.indexOf('(');
        return new Expr.Getter(target, SERVICE, getter.substring(0, parameters), getter.substring(parameters), at);
    }
}
