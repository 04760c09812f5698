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
 * @param connectionAge how old gRPC connections become
 * @param mode upstream's running mode: {@code init} to create what the storage lacks and end, {@code no-init} to wait until that is done, or null for both
 */
public record OapParts(OapConfiguration configuration, ClassCatalog classes, ModuleCatalog modules, RuleCatalog rules, String catalog, Vertx vertx,
                       ConnectionAge connectionAge, String mode) {
}
