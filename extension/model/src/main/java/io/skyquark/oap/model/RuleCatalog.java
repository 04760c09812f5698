// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/**
 * The rule files that were compiled at augmentation. The implementation is generated; asking for a file loads the class of that file only. What it returns
 * is {@code Object}, since the types link OAP.
 */
public interface RuleCatalog {

    /** Names of all compiled rule files relative to the catalog folder, sorted: MAL files of six folders, LAL files, the hierarchy definition. */
    String[] files();

    /** A new instance of the generated class of a file: a {@code MalFile}, a {@code LalFile} or a {@code HierarchyFile}; null where nothing was compiled. */
    Object file(String name);

    /** The generated implementation of {@code FamilyFactory} and of whatever else reaches a private constructor of upstream. */
    Object access();
}
