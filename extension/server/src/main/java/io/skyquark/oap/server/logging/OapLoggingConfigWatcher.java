// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher;
import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Watches the dynamic configuration {@code core.default.log4j-xml} in place of upstream's watcher, which reconfigures log4j-core. The loggers' names and
 * levels of the document are applied to JBoss LogManager; appenders are not, since Quarkus' log configuration owns the handlers. Deleting the value brings
 * back the levels that were set before.
 */
public final class OapLoggingConfigWatcher extends ConfigChangeWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(OapLoggingConfigWatcher.class);

    private final Map<String, java.util.logging.Level> before = new LinkedHashMap<>();
    private volatile String content;

    public OapLoggingConfigWatcher(ModuleProvider provider) {
        super(CoreModule.NAME, provider, "log4j-xml");
    }

    @Override
    public synchronized void notify(ConfigChangeEvent change) {
        var value = change.getEventType() == EventType.DELETE ? null : change.getNewValue();
        try {
            var levels = value == null || value.isBlank() ? Map.<String, String>of() : levels(value);
            before.forEach((name, level) -> LogContext.getLogContext().getLogger(name).setLevel(level));
            before.clear();
            levels.forEach(this::apply);
            content = value;
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("core.default.log4j-xml is not applied, the levels stay as they were: {}", e.getMessage());
        }
    }

    private void apply(String name, String level) {
        var logger = LogContext.getLogContext().getLogger(name);
        before.put(name, logger.getLevel());
        logger.setLevel(Level.parse(level.toUpperCase(java.util.Locale.ROOT)));
    }

    /** Logger name to level of a log4j2 XML document; the root logger's name is empty. */
    static Map<String, String> levels(String xml) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            Map<String, String> levels = new LinkedHashMap<>();
            var elements = document.getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                var element = (Element) elements.item(i);
                var tag = element.getTagName().toLowerCase(java.util.Locale.ROOT);
                if (element.hasAttribute("level") && (tag.equals("root") || tag.equals("logger"))) {
                    levels.put(tag.equals("root") ? "" : element.getAttribute("name"), element.getAttribute("level"));
                }
            }
            return levels;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public String value() {
        return content;
    }
}
