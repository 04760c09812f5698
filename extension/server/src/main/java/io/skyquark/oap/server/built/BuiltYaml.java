// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.built;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.skywalking.oap.server.core.management.ui.menu.UIMenuInitializer.MenuData;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** Of a native server the larger built-in settings files, parsed when it was built; upstream does not change what is in them. */
public final class BuiltYaml {

    private static final String COMPONENTS = "component-libraries.yml";
    private static final String MENU = "ui-initialized-templates/menu.yaml";

    private static Map<?, ?> components;
    private static MenuData menu;

    private BuiltYaml() {
    }

    /** Opens a built-in file. */
    public interface Content {

        InputStream open(String name) throws IOException;
    }

    /** Text of a built-in file, in place of which there is none of the user's own; opened when it is read. */
    public static final class Text extends Reader {

        private final String name;
        private final Content content;
        private Reader open;

        public Text(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (open == null) {
                open = new InputStreamReader(content.open(name), StandardCharsets.UTF_8);
            }
            return open.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
            }
        }
    }

    /** Whether the file of this name has been parsed. */
    public static boolean has(String name) {
        return parsed(name) != null;
    }

    /**
     * Parses the files for a native server; what is not there is left to upstream.
     *
     * @param folder of the files on the class path
     * @throws IllegalArgumentException where one is not what upstream reads
     */
    public static void build(ClassLoader loader, String folder) {
        components = parse(loader, folder + "/" + COMPONENTS, Map.class);
        menu = parse(loader, folder + "/" + MENU, MenuData.class);
    }

    private static <T> T parse(ClassLoader loader, String name, Class<T> type) {
        try (var content = loader.getResourceAsStream(name)) {
            return content == null ? null : new Yaml().loadAs(new InputStreamReader(content, StandardCharsets.UTF_8), type);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("cannot read " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Takes the place of {@link Yaml#loadAs(Reader, Class)}. */
    public static Object loadAs(Yaml yaml, Reader text, Class<?> type) {
        var parsed = text instanceof Text builtIn ? parsed(builtIn.name) : null;
        return type.isInstance(parsed) ? parsed : yaml.loadAs(text, type);
    }

    private static Object parsed(String name) {
        return switch (name) {
            case COMPONENTS -> components;
            case MENU -> menu;
            default -> null;
        };
    }
}
