// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.aalto.stax.InputFactoryImpl;

import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher;
import org.apache.skywalking.oap.server.core.CoreModule;
import org.apache.skywalking.oap.server.library.module.ModuleProvider;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final XMLInputFactory FACTORY = factory();

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
        Map<String, java.util.logging.Level> levels = new LinkedHashMap<>();
        boolean handlers = false;
        boolean root = true;
        try {
            var document = FACTORY.createXMLStreamReader(new StringReader(xml));
            while (document.hasNext()) {
                int event = document.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new IllegalArgumentException("a document type is not accepted");
                }
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (root && !document.getLocalName().equalsIgnoreCase("Configuration")) {
                    throw new IllegalArgumentException("a log4j2 document begins with <Configuration>, found <" + document.getLocalName() + ">");
                }
                root = false;
                var tag = document.getLocalName().toLowerCase(Locale.ROOT);
                handlers |= tag.equals("appenders");
                if (LOGGERS.contains(tag) || ROOTS.contains(tag)) {
                    levels.put(ROOTS.contains(tag) ? "" : name(document), level(document));
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber() + ": " + e.getMessage(), e);
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("the document has no <Root> and no <Logger>");
        }
        if (handlers) {
            LOG.info("The appenders of core.default.log4j-xml have no effect, see quarkus.log.console and quarkus.log.file; its levels have");
        }
        return levels;
    }

    private static String name(XMLStreamReader logger) {
        var name = logger.getAttributeValue(null, "name");
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a <" + logger.getLocalName() + "> has no name");
        }
        return name;
    }

    /** log4j2's default is ERROR. */
    private static java.util.logging.Level level(XMLStreamReader logger) {
        var attribute = logger.getAttributeValue(null, "level");
        var written = attribute == null ? "ERROR" : attribute.strip().toUpperCase(Locale.ROOT);
        var level = written.equals("OFF") ? java.util.logging.Level.OFF : written.equals("ALL") ? java.util.logging.Level.ALL : LEVELS.get(written);
        if (level == null) {
            throw new IllegalArgumentException("<" + logger.getLocalName() + " name='" + logger.getAttributeValue(null, "name") + "'> has the level '" + attribute
                + "', which is none of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL");
        }
        return level;
    }

    /**
     * Neither document types nor what they could refer to are read. The JDK's parser, which knows schemas, catalogues and inclusion, was two
     * megabytes of a native server's code.
     */
    private static XMLInputFactory factory() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    @Override
    public String value() {
        return content;
    }
}
