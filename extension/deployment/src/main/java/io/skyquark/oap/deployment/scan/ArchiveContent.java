// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.scan;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * What lies in the archive of a dependency.
 *
 * @param files paths with slashes
 */
public record ArchiveContent(List<String> files) {

    private static final String CLASS = ".class";

    public static ArchiveContent of(ResolvedDependency dependency) {
        var files = new ArrayList<String>();
        dependency.getContentTree().walk(visit -> files.add(visit.getRelativePath("/")));
        return new ArchiveContent(files);
    }

    /** Names of the classes, without those for newer versions of Java and those that describe a module or a package. */
    public List<String> classes() {
        return files.stream().filter(name -> name.endsWith(CLASS) && !name.endsWith("-info" + CLASS) && !name.startsWith("META-INF/"))
            .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.')).toList();
    }
}
