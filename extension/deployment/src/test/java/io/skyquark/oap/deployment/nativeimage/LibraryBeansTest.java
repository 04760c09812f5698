// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.MethodInfo;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;

class LibraryBeansTest {

    /** Annotated as Kubernetes' resources are. */
    abstract static class Bean {

        @JsonAnyGetter
        @JsonIgnore
        public abstract Map<String, Object> getAdditionalProperties();

        @JsonAnySetter
        public abstract void addProperty(String name, Object value);

        public abstract String getName();

        @JsonIgnore
        public abstract String getIgnored();

        public abstract Bean edit();
    }

    @Test
    void whatJacksonCallsIsCalled() throws IOException {
        var beans = new LibraryBeans(Index.of(Bean.class));
        beans.add(DotName.createSimple(Bean.class.getName()));
        assertThat(beans.called()).extracting(MethodInfo::name).containsExactlyInAnyOrder("getAdditionalProperties", "addProperty", "getName");
    }
}
