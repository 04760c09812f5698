// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.dynamic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "apdexThreshold | default: 500",
        "apdexThreshold | ''",
        "slowDBAccessThreshold | default:200,mongodb:100",
        "slowCacheReadThreshold | default : 20 , redis: 10",
        "traceSamplingPolicy | {default: {rate: 10000, duration: -1}, services: [{name: shop, rate: 1}]}",
        "uninstrumentedGateways | {gateways: [{name: edge, instances: [{host: 127.0.0.1, port: 9099}, {host: h}]}]}",
        "agentConfigurations | {configurations: {shop: {trace.sample_n_per_3_secs: 5}}}",
        "endpoint-name-grouping | {grouping: [{service-name: a, rules: [/b]}]}",
        "searchableTracesTags | anything: [goes"
    })
    void takesWhatItsReaderUnderstands(String item, String value) {
        assertThatCode(() -> ValueCheck.of(item, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "apdexThreshold | default: -1 | default needs an integer from 0 to 2147483647, found '-1'",
        "apdexThreshold | fast | it has to be a mapping, found 'fast'",
        "slowDBAccessThreshold | default:many | '''default:many'' is no list of type:milliseconds, such as default:200,mongodb:100'",
        "traceSamplingPolicy | {services: [{rate: 1}]} | services.name has no value",
        "traceSamplingPolicy | {services: [{name: shop, rate: 10001}]} | services.shop.rate needs an integer from 0 to 10000, found '10001'",
        "uninstrumentedGateways | {gateways: {a: b}} | gateways has to be a list, found '{a=b}'",
        "uninstrumentedGateways | {gateways: [{instances: [{port: 1}]}]} | gateways.instances.host has no value",
        "agentConfigurations | {configurations: {shop: {rate: }}} | configurations.shop.rate has no value",
        "alarm-settings | rules: many | rules has to be a mapping, found 'many'",
        "alarm-settings | {hooks: {webhook: a}} | hooks.webhook has to be a mapping, found 'a'",
        "alarm-settings | - a | it has to be a mapping, found '[a]'"
    })
    void namesWhatIsWrong(String item, String value, String message) {
        assertThatThrownBy(() -> ValueCheck.of(item, value)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
