// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.skyquark.oap.deployment.scan.UpstreamClasses;

/**
 * What upstream's engine would look for on the class path, and how it is set.
 *
 * @param scopes classes with a {@code @ScopeDeclaration}
 * @param functions classes with a {@code @MetricsFunction}
 * @param matchers classes with a {@code @FilterMatcher} or {@code @BooleanValueFilterMatcher}
 * @param defines subclasses of {@code OALDefine}
 * @param streams names of the streams that upstream's own classes declare
 * @param extraColumns whether metrics get the columns of upstream's {@code activeExtraModelColumns}
 */
record OalScan(List<String> scopes, List<String> functions, List<String> matchers, List<String> defines, List<String> streams,
               boolean extraColumns) {

    private static final String CORE = "org.apache.skywalking.oap.server.core.";
    private static final String STREAM = CORE + "analysis.Stream";
    private static final String ANNOTATIONS = CORE + "analysis.metrics.annotation.";

    static OalScan of(IndexView index, boolean extraColumns) {
        return new OalScan(
            UpstreamClasses.annotatedWith(index, CORE + "source.ScopeDeclaration"),
            UpstreamClasses.annotatedWith(index, ANNOTATIONS + "MetricsFunction"),
            Stream.of("FilterMatcher", "BooleanValueFilterMatcher").flatMap(name -> UpstreamClasses.annotatedWith(index, ANNOTATIONS + name).stream()).toList(),
            index.getAllKnownSubclasses(DotName.createSimple(CORE + "oal.rt.OALDefine")).stream()
                .filter(type -> !type.isAbstract()).map(ClassInfo::name).map(DotName::toString).sorted().toList(),
            UpstreamClasses.annotatedWith(index, STREAM).stream()
                .map(type -> index.getClassByName(type).declaredAnnotation(STREAM).value("name").asString()).sorted().toList(),
            extraColumns);
    }

    /** The classes that upstream's engine finds by its own scan. */
    List<String> scanned() {
        return Stream.concat(functions.stream(), matchers.stream()).toList();
    }
}
