// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.module;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.gizmo2.ClassOutput;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.ParamVar;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;
import io.skyquark.oap.deployment.Generated;
import io.skyquark.oap.deployment.spi.OapModuleBuildItem.Key;
import io.skyquark.oap.model.ModuleCatalog;

/**
 * Generates the run-time {@link ModuleCatalog}:
 * <pre>{@code
 * public final class OapModuleCatalog implements ModuleCatalog {
 *     public Object newModule(String module) {
 *         switch (module) {
 *             case "core": return new CoreModule();
 *             default: return null;
 *         }
 *     }
 *     public Object newProvider(String module, String provider) {
 *         switch (module.concat(".").concat(provider)) {
 *             case "core.default": return new CoreModuleProvider();
 *             default: return null;
 *         }
 *     }
 *     public Object[] newServices(String type) {
 *         switch (type) {
 *             case "...ALSHTTPAnalysis": return new Object[] { new LogsPersistence() };
 *             default: return new Object[0];
 *         }
 *     }
 *     public boolean set(Object config, String field, Object value) {
 *         if (config instanceof CoreModuleConfig) {
 *             CoreModuleConfig core = (CoreModuleConfig) config;
 *             switch (field) {
 *                 case "restPort": core.restPort = ((Number) value).intValue(); return true;
 *                 default: return false;
 *             }
 *         }
 *         return false;
 *     }
 * }
 * }</pre>
 * Each configuration class has a method of its own, {@code set0} and so on, which {@code set} calls.
 */
final class ModuleCatalogGenerator {

    private static final ClassDesc SELF = ClassDesc.of(Generated.MODULE_CATALOG);

    private final Map<String, String> modules;
    private final Map<String, String> providers;
    private final Map<String, List<Key>> configs;
    private final Map<String, List<String>> services;

    /**
     * @param modules module name to class
     * @param providers {@code module.provider} to class
     * @param configs configuration class to the fields that can be set, those of its superclasses included
     * @param services interface to its implementations
     */
    ModuleCatalogGenerator(Map<String, String> modules, Map<String, String> providers, Map<String, List<Key>> configs, Map<String, List<String>> services) {
        this.modules = modules;
        this.providers = providers;
        this.configs = configs;
        this.services = services;
    }

    void generate(ClassOutput output) {
        Gizmo.create(output).class_(SELF, catalog -> {
            catalog.public_();
            catalog.final_();
            catalog.implements_(ModuleCatalog.class);
            catalog.defaultConstructor();
            newModule(catalog);
            newProvider(catalog);
            newServices(catalog);
            set(catalog);
        });
    }

    private void newModule(ClassCreator catalog) {
        catalog.method("newModule", method -> {
            method.public_();
            method.returning(Object.class);
            var module = method.parameter("module", String.class);
            method.body(body -> returnNew(body, module, modules));
        });
    }

    private void newProvider(ClassCreator catalog) {
        catalog.method("newProvider", method -> {
            method.public_();
            method.returning(Object.class);
            var module = method.parameter("module", String.class);
            var provider = method.parameter("provider", String.class);
            method.body(body -> {
                var name = body.localVar("name", body.withString(body.withString(module).concat(Const.of("."))).concat(provider));
                returnNew(body, name, providers);
            });
        });
    }

    private static void returnNew(BlockCreator body, Expr name, Map<String, String> classes) {
        body.switch_(name, cases -> {
            classes.forEach((key, className) -> cases.caseOf(key, found -> found.return_(found.new_(ClassDesc.of(className)))));
            cases.default_(BlockCreator::returnNull);
        });
    }

    private void newServices(ClassCreator catalog) {
        catalog.method("newServices", method -> {
            method.public_();
            method.returning(Object[].class);
            var type = method.parameter("type", String.class);
            method.body(body -> body.switch_(type, cases -> {
                services.forEach((name, classes) -> cases.caseOf(name,
                    found -> found.return_(found.newArray(Object.class, classes, className -> found.new_(ClassDesc.of(className))))));
                cases.default_(none -> none.return_(none.newArray(Object.class, List.<Expr>of())));
            }));
        });
    }

    private void set(ClassCreator catalog) {
        var setters = new ArrayList<Setter>();
        configs.forEach((className, keys) -> setters.add(setter(catalog, "set" + setters.size(), ClassDesc.of(className), keys)));
        catalog.method("set", method -> {
            method.public_();
            method.returning(boolean.class);
            var config = method.parameter("config", Object.class);
            var field = method.parameter("field", String.class);
            var value = method.parameter("value", Object.class);
            method.body(body -> {
                setters.forEach(setter -> body.ifInstanceOf(config, setter.config(),
                    (found, typed) -> found.return_(found.invokeStatic(setter.method(), typed, field, value))));
                body.returnFalse();
            });
        });
    }

    private record Setter(ClassDesc config, MethodDesc method) {
    }

    private static Setter setter(ClassCreator catalog, String name, ClassDesc config, List<Key> keys) {
        return new Setter(config, catalog.staticMethod(name, method -> {
            method.private_();
            method.returning(boolean.class);
            var target = method.parameter("config", config);
            var field = method.parameter("field", String.class);
            var value = method.parameter("value", Object.class);
            method.body(body -> body.switch_(field, cases -> {
                keys.forEach(key -> cases.caseOf(key.name(), found -> {
                    store(found, target, key, value);
                    found.returnTrue();
                }));
                cases.default_(BlockCreator::returnFalse);
            }));
        }));
    }

    private static void store(BlockCreator body, ParamVar target, Key key, ParamVar value) {
        var type = ClassDesc.ofDescriptor(key.descriptor());
        body.set(target.field(FieldDesc.of(ClassDesc.of(key.owner()), key.name(), type)), converted(body, type, value));
    }

    private static Expr converted(BlockCreator body, ClassDesc type, Expr value) {
        return switch (type.descriptorString()) {
            case "I" -> body.invokeVirtual(MethodDesc.of(Number.class, "intValue", int.class), body.cast(value, Number.class));
            case "J" -> body.invokeVirtual(MethodDesc.of(Number.class, "longValue", long.class), body.cast(value, Number.class));
            case "Z" -> body.invokeVirtual(MethodDesc.of(Boolean.class, "booleanValue", boolean.class), body.cast(value, Boolean.class));
            case "Ljava/lang/Integer;" -> body.box(converted(body, ConstantDescs.CD_int, value));
            case "Ljava/lang/Long;" -> body.box(converted(body, ConstantDescs.CD_long, value));
            default -> body.cast(value, type);
        };
    }
}
