// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

/** Creates upstream's modules and providers and fills their configuration objects, without reflection. The implementation is generated. */
public interface ModuleCatalog {

    /** A new {@code ModuleDefine}, or {@code null} where no module of that name is built in. */
    Object newModule(String module);

    /** A new {@code ModuleProvider} of the module, or {@code null} where none of that name is built in. */
    Object newProvider(String module, String provider);

    /**
     * Sets one field of a module's configuration object.
     *
     * @return false where the class has no such field
     * @throws ClassCastException where the value is not of the field's type; numbers are converted
     */
    boolean set(Object config, String field, Object value);

    /**
     * New instances of everything that upstream's services files list for an interface other than modules and providers, in the order of the files;
     * empty where they list nothing.
     */
    Object[] newServices(String type);
}
