// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import io.vertx.core.Vertx;

/**
 * What augmentation and the run-time configuration hand to {@link OapServer#boot(OapParts)}.
 *
 * @param configuration the modules to start and their settings, already validated
 * @param classes answers what upstream asks the class path for; generated
 * @param modules creates modules and providers and fills their configuration; generated
 * @param rules the rule files that were compiled; generated
 * @param catalog name of the class-path folder that holds the rule and settings files, without a trailing slash
 * @param vertx the application's Vert.x, used by the additional HTTP and gRPC servers
 * @param oneHttpPort whether the port of the core module serves the routes of the additional HTTP servers, which then open none
 */
public record OapParts(OapConfiguration configuration, ClassCatalog classes, ModuleCatalog modules, RuleCatalog rules, String catalog, Vertx vertx,
                       boolean oneHttpPort) {
}
