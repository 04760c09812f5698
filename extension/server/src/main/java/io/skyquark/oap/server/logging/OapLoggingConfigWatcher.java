// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Watches the dynamic configuration {@code core.default.log4j-xml} in place of upstream's watcher, which reconfigures log4j-core. The loggers' names and
 * levels of the document are applied to JBoss LogManager; appenders are not, since Quarkus' log configuration owns the handlers. Deleting the value brings
 * back the levels that were set before. A document with anything that has no counterpart in levels changes nothing.
 */
public final class OapLoggingConfigWatcher extends ConfigChangeWatcher {

    /** log4j2's levels and their counterparts. */
    private static final Map<String, Level> LEVELS = Map.of("FATAL", Level.FATAL, "ERROR", Level.ERROR, "WARN", Level.WARN, "INFO", Level.INFO,
        "DEBUG", Level.DEBUG, "TRACE", Level.TRACE);
    private static final Set<String> LOGGERS = Set.of("logger", "asynclogger");
    private static final Set<String> ROOTS = Set.of("root", "asyncroot");

    private static final Logger LOG = LoggerFactory.getLogger(OapLoggingConfigWatcher.class);

    private final Map<String, java.util.logging.Level> before = new LinkedHashMap<>();
    private volatile String content;

    public OapLoggingConfigWatcher(ModuleProvider provider) {
        super(CoreModule.NAME, provider, "log4j-xml");
    }

    /** @throws IllegalArgumentException where the document cannot be applied; the levels stay as they are */
    @Override
    public synchronized void notify(ConfigChangeEvent change) {
        var value = change.getEventType() == EventType.DELETE ? null : change.getNewValue();
        var levels = value == null || value.isBlank() ? Map.<String, java.util.logging.Level>of() : levels(value);
        before.forEach((name, level) -> LogContext.getLogContext().getLogger(name).setLevel(level));
        before.clear();
        levels.forEach(this::apply);
        content = value;
    }

    private void apply(String name, java.util.logging.Level level) {
        var logger = LogContext.getLogContext().getLogger(name);
        before.put(name, logger.getLevel());
        logger.setLevel(level);
    }

    /**
     * Logger name to level of a log4j2 XML document; the root logger's name is empty.
     *
     * @throws IllegalArgumentException that names what is no XML, no log4j2 configuration, or no level
     */
    static Map<String, java.util.logging.Level> levels(String xml) {
        var configuration = parse(xml).getDocumentElement();
        if (!configuration.getTagName().equalsIgnoreCase("Configuration")) {
            throw new IllegalArgumentException("a log4j2 document begins with <Configuration>, found <" + configuration.getTagName() + ">");
        }
        Map<String, java.util.logging.Level> levels = new LinkedHashMap<>();
        boolean handlers = false;
        var elements = configuration.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            var element = (Element) elements.item(i);
            var tag = element.getTagName().toLowerCase(Locale.ROOT);
            handlers |= tag.equals("appenders");
            if (LOGGERS.contains(tag) || ROOTS.contains(tag)) {
                levels.put(ROOTS.contains(tag) ? "" : name(element), level(element));
            }
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("the document has no <Root> and no <Logger>");
        }
        if (handlers) {
            LOG.info("The appenders of core.default.log4j-xml have no effect, see quarkus.log.console and quarkus.log.file; its levels have");
        }
        return levels;
    }

    private static String name(Element logger) {
        if (logger.getAttribute("name").isBlank()) {
            throw new IllegalArgumentException("a <" + logger.getTagName() + "> has no name");
        }
        return logger.getAttribute("name");
    }

    /** log4j2's default is ERROR. */
    private static java.util.logging.Level level(Element logger) {
        var written = logger.hasAttribute("level") ? logger.getAttribute("level").strip().toUpperCase(Locale.ROOT) : "ERROR";
        var level = written.equals("OFF") ? java.util.logging.Level.OFF : written.equals("ALL") ? java.util.logging.Level.ALL : LEVELS.get(written);
        if (level == null) {
            throw new IllegalArgumentException("<" + logger.getTagName() + " name='" + logger.getAttribute("name") + "'> has the level '"
                + logger.getAttribute("level") + "', which is none of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL");
        }
        return level;
    }

    private static Document parse(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // The default one prints to the error stream.
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXParseException e) {
            throw new IllegalArgumentException("line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + e.getMessage(), e);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String value() {
        return content;
    }
}
