// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.builditem.nativeimage.JniRuntimeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSecurityProviderBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.skyquark.oap.deployment.scan.ArchiveContent;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem;
import io.skyquark.oap.deployment.spi.ReflectionBuildItem.Access;

/**
 * What Kafka's clients create by name for the fetcher and the exporters. Quarkus' own extension for Kafka would start a broker whenever an application with
 * this one is developed or tested.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
class KafkaProcessor {

    private static final String SECURITY = "org.apache.kafka.common.security.";

    private static final List<String> NAMED = List.of("org\\.apache\\.kafka\\.common\\.serialization\\.\\w+(Serializer|Deserializer)",
        "org\\.apache\\.kafka\\.clients\\.consumer\\.\\w+Assignor", "org\\.apache\\.kafka\\.clients\\.producer\\.\\w+Partitioner");
    private static final String DEFAULT = "the configuration of Kafka's clients has the class as a default";
    /** What a connection with {@code sasl.mechanism=PLAIN} or {@code SCRAM-SHA-*} creates. */
    private static final List<String> SASL = List.of(SECURITY + "authenticator.DefaultLogin",
        SECURITY + "authenticator.AbstractLogin$DefaultLoginCallbackHandler",
        SECURITY + "authenticator.SaslClientCallbackHandler", SECURITY + "plain.PlainLoginModule", SECURITY + "scram.ScramLoginModule",
        SECURITY + "scram.internals.ScramSaslClient$ScramSaslClientFactory");

    @BuildStep
    void defaults(BuildProducer<ReflectionBuildItem> reflection) {
        Set<String> names = new TreeSet<>();
        for (var definition : List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())) {
            definition.configKeys().values().forEach(key -> addClasses(key, names));
        }
        // OAuth wants jose4j, which is not on the class path; the definitions look for the classes all the same.
        var oauth = names.stream().filter(name -> name.startsWith(SECURITY + "oauthbearer.")).toList();
        oauth.forEach(names::remove);
        reflection.produce(new ReflectionBuildItem(names, Access.INSTANCES, DEFAULT));
        reflection.produce(new ReflectionBuildItem(oauth, Access.CLASS, DEFAULT));
    }

    private static void addClasses(ConfigDef.ConfigKey key, Set<String> names) {
        if (key.defaultValue instanceof Class<?> type) {
            names.add(type.getName());
        } else if (key.defaultValue instanceof List<?> values) {
            values.stream().filter(Class.class::isInstance).forEach(type -> names.add(((Class<?>) type).getName()));
            values.stream().map(String::valueOf).filter(name -> name.startsWith("org.apache.kafka.")).forEach(names::add);
        } else if (key.type == ConfigDef.Type.CLASS && key.defaultValue instanceof String name) {
            names.add(name);
        }
    }

    /** What the settings of a client name: upstream's code for serialisation, and a user's JSON of them for anything. */
    @BuildStep
    ReflectionBuildItem named(CurateOutcomeBuildItem application) {
        var names = content(application, "kafka-clients").classes().stream().filter(name -> NAMED.stream().anyMatch(name::matches))
            .filter(name -> !name.contains("Abstract")).toList();
        return new ReflectionBuildItem(names, Access.INSTANCES, "the settings of Kafka's clients name it");
    }

    @BuildStep
    void sasl(BuildProducer<ReflectionBuildItem> reflection, BuildProducer<NativeImageSecurityProviderBuildItem> providers) {
        reflection.produce(new ReflectionBuildItem(SASL, Access.INSTANCES, "Kafka's clients log in with it where the settings of a user say SASL"));
        providers.produce(new NativeImageSecurityProviderBuildItem("com.sun.security.sasl.Provider"));
        providers.produce(new NativeImageSecurityProviderBuildItem(SECURITY + "scram.internals.ScramSaslClientProvider"));
    }

    /** Snappy's own metadata takes the libraries of 20 platforms along, 6 MB. */
    @BuildStep
    void snappy(BuildProducer<ExcludeConfigBuildItem> excluded, BuildProducer<NativeImageResourceBuildItem> libraries) {
        excluded.produce(new ExcludeConfigBuildItem("org\\.xerial\\.snappy", "/META-INF/native-image/.*"));
        libraries.produce(new NativeImageResourceBuildItem("org/xerial/snappy/native/Linux/" + (isArm() ? "aarch64" : "x86_64") + "/libsnappyjava.so"));
    }

    /** Its library, which looks for fields of the classes around it. */
    @BuildStep
    void zstd(CurateOutcomeBuildItem application, BuildProducer<JniRuntimeAccessBuildItem> access, BuildProducer<NativeImageResourceBuildItem> libraries) {
        var library = "linux/" + (isArm() ? "aarch64" : "amd64") + "/libzstd-jni";
        var content = content(application, "zstd-jni");
        libraries.produce(new NativeImageResourceBuildItem(content.files().stream().filter(name -> name.startsWith(library)).toArray(String[]::new)));
        access.produce(new JniRuntimeAccessBuildItem(true, true, true, content.classes().toArray(String[]::new)));
    }

    /** It tries its library, which is left out, then classes that it finds by name: fast ones, and careful ones where these do not work. */
    @BuildStep
    ReflectionBuildItem lz4(CurateOutcomeBuildItem application) {
        var names = content(application, "lz4-java").classes().stream().filter(name -> name.matches(".*Java(Safe|Unsafe)[A-Za-z]*(\\$Factory)?")).toList();
        return new ReflectionBuildItem(names, Access.INSTANCES_AND_FIELDS, "LZ4 looks for its compressors, decompressors and checksums by name");
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private static ArchiveContent content(CurateOutcomeBuildItem application, String artifact) {
        return application.getApplicationModel().getRuntimeDependencies().stream().filter(dependency -> dependency.getArtifactId().equals(artifact))
            .findFirst().map(ArchiveContent::of).orElse(new ArchiveContent(List.of()));
    }
}
