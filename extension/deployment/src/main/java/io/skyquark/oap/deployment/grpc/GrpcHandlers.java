// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.grpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.skyquark.oap.model.GrpcServiceInfo;

/** Finds the concrete implementations of gRPC services that belong to OAP modules, and reads their names from the annotations of the generated stubs. */
final class GrpcHandlers {

    private static final DotName BINDABLE_SERVICE = DotName.createSimple("io.grpc.BindableService");
    private static final DotName RPC_METHOD = DotName.createSimple("io.grpc.stub.annotations.RpcMethod");
    private static final DotName GRPC_SERVICE = DotName.createSimple("io.quarkus.grpc.GrpcService");

    private final IndexView index;
    private final List<IndexView> archives;
    private final Function<DotName, String> moduleOf;
    private final List<String> unreadable = new ArrayList<>();

    /**
     * @param moduleOf the module that a class belongs to; an empty string where several could be meant, {@code null} where it belongs to none
     */
    GrpcHandlers(IndexView index, Function<DotName, String> moduleOf) {
        this(index, List.of(index), moduleOf);
    }

    /**
     * @param archives the parts of the index. Two of them have stubs of the health service, one without Watch, and which one the whole index answers with
     *     changes from build to build
     */
    GrpcHandlers(IndexView index, List<IndexView> archives, Function<DotName, String> moduleOf) {
        this.index = index;
        this.archives = archives;
        this.moduleOf = moduleOf;
    }

    /** The services by name. A class of the application that is a gRPC service on its own account, a bean, is Quarkus' business. */
    List<GrpcServiceInfo> find() {
        var byService = new TreeMap<String, GrpcServiceInfo>();
        index.getAllKnownImplementations(BINDABLE_SERVICE).stream()
            .filter(type -> !type.isAbstract() && !type.isInterface() && !type.hasDeclaredAnnotation(GRPC_SERVICE))
            .sorted(Comparator.comparing(ClassInfo::name))
            .forEach(type -> {
                var module = moduleOf.apply(type.name());
                if (module != null) {
                    read(type, module, byService);
                }
            });
        return List.copyOf(byService.values());
    }

    /** Handlers of modules whose service cannot be told from the index; valid after {@link #find()}. */
    List<String> unreadable() {
        return unreadable;
    }

    private void read(ClassInfo handler, String module, TreeMap<String, GrpcServiceInfo> found) {
        var fullNames = rpcNames(handler);
        if (fullNames.isEmpty()) {
            unreadable.add(handler.name().toString());
            return;
        }
        var service = fullNames.get(0).substring(0, fullNames.get(0).lastIndexOf('/'));
        var methods = fullNames.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).sorted().toList();
        found.putIfAbsent(service, new GrpcServiceInfo(service, methods, handler.name().toString(), module));
    }

    /** {@code service/method} of every RPC: stated on the accessors of the class around {@code ...ImplBase}. */
    private List<String> rpcNames(ClassInfo handler) {
        for (var type = handler; type != null && type.superName() != null; type = index.getClassByName(type.superName())) {
            if (type.interfaceNames().contains(BINDABLE_SERVICE) && type.enclosingClass() != null) {
                var stubs = type.enclosingClass();
                return archives.stream().map(archive -> archive.getClassByName(stubs)).filter(Objects::nonNull)
                    .flatMap(each -> each.annotations(RPC_METHOD).stream())
                    .map(rpc -> rpc.value("fullMethodName").asString()).distinct().toList();
            }
        }
        return List.of();
    }
}
