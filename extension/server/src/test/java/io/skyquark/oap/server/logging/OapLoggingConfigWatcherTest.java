// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.ConfigChangeEvent;
import org.apache.skywalking.oap.server.configuration.api.ConfigChangeWatcher.EventType;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OapLoggingConfigWatcherTest {

    private static final String CATEGORY = "io.skyquark.test.watched";

    @Test
    void readsLoggersAndRoots() {
        assertThat(OapLoggingConfigWatcher.levels("""
            <Configuration status="WARN">
              <Appenders><Console name="Console"/></Appenders>
              <Loggers>
                <logger name="a.b" level="debug"><AppenderRef ref="Console"/></logger>
                <AsyncLogger name="c" level="OFF"/>
                <Logger name="d"/>
                <Root level="info"/>
              </Loggers>
            </Configuration>"""))
            .containsExactly(Map.entry("a.b", Level.DEBUG), Map.entry("c", java.util.logging.Level.OFF), Map.entry("d", Level.ERROR),
                Map.entry("", Level.INFO));
    }

    @Test
    void deletingBringsBackWhatWasBeforeAndABrokenValueChangesNothing() {
        var logger = LogContext.getLogContext().getLogger(CATEGORY);
        logger.setLevel(Level.WARN);
        var watcher = new OapLoggingConfigWatcher(null);
        watcher.notify(new ConfigChangeEvent(document("trace"), EventType.MODIFY));
        assertThat(logger.getLevel()).isEqualTo(Level.TRACE);
        assertThatThrownBy(() -> watcher.notify(new ConfigChangeEvent(document("loud"), EventType.MODIFY))).isInstanceOf(IllegalArgumentException.class);
        assertThat(logger.getLevel()).isEqualTo(Level.TRACE);
        assertThat(watcher.value()).isEqualTo(document("trace"));
        watcher.notify(new ConfigChangeEvent(null, EventType.DELETE));
        assertThat(logger.getLevel()).isEqualTo(Level.WARN);
        assertThat(watcher.value()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<Configuration><Loggers><Root level='loud'/></Loggers></Configuration> | has the level 'loud', which is none of",
        "<Configuration><Loggers><Root level='${sys:level}'/></Loggers></Configuration> | has the level '${sys:level}', which is none of",
        "<Configuration><Loggers><Logger level='info'/></Loggers></Configuration> | a <Logger> has no name",
        "<Configuration/> | no <Root> and no <Logger>",
        "<log4j/> | begins with <Configuration>, found <log4j>",
        "<Configuration> | line 1, column ",
        "<!DOCTYPE Configuration [<!ENTITY level 'info'>]><Configuration><Loggers><Root level='&level;'/></Loggers></Configuration> | document type"
    })
    void saysWhatCannotBeMapped(String document, String message) {
        assertThatThrownBy(() -> OapLoggingConfigWatcher.levels(document)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static String document(String level) {
        return "<Configuration><Loggers><Logger name='" + CATEGORY + "' level='" + level + "'/></Loggers></Configuration>";
    }
}
