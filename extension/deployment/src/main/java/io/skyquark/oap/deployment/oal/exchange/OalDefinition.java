// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.oal.exchange;

/**
 * What one of upstream's {@code OALDefine} classes says.
 *
 * @param className the {@code OALDefine} subclass
 * @param script name of the script relative to the configuration folder, for example {@code oal/core.oal}
 * @param sourcePackage package of the sources that the script may name, with a trailing dot
 * @param metricsPackage package of the generated metrics, with a trailing dot
 * @param dispatcherPrefix what a dispatcher's class name starts with: a package with a trailing dot and, for some scripts, a catalog name
 */
public record OalDefinition(String className, String script, String sourcePackage, String metricsPackage, String dispatcherPrefix) {
}
