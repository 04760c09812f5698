// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

import java.util.List;

/**
 * Upstream's OAL engine as the build sees it. The implementation lives in an isolated class loader; this package is the only one of ours that both
 * sides share, so everything that passes is a record of it.
 */
public interface OalEngine {

    /**
     * Registers the scopes that scripts take their sources from; once in the life of the class loader that holds OAP's core.
     *
     * @param extraColumns whether their sources' extra columns become columns of the metrics
     */
    void registerScopes(List<String> scopeClasses, boolean extraColumns);

    /** Tells the engine which classes are functions; operators are found by the engine itself. */
    void registerFunctions(List<String> functionClasses, List<String> matcherClasses);

    /** Creates each {@code OALDefine} and asks for its constants. */
    List<OalDefinition> definitions(List<String> defineClasses);

    /**
     * Checks a script and, where nothing is wrong with it, runs the engine. One engine compiles each metric once.
     *
     * @param earlier flawless output of another version of the script, whose classes are taken over where nothing changed, or {@link OalOutput#NONE}
     */
    OalOutput compile(OalDefinition definition, String text, OalOutput earlier);
}
