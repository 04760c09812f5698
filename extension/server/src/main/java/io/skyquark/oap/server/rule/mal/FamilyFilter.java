// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.rule.mal;

import org.apache.skywalking.oap.meter.analyzer.dsl.Sample;
import org.apache.skywalking.oap.meter.analyzer.dsl.SampleFamily;

import io.skyquark.oap.server.rule.RuleClosure;

/** What a file's filter does to each family of each scrape: the body of {@link SampleFamily}'s method of the same name, without its streams. */
public final class FamilyFilter {

    private FamilyFilter() {
    }

    /** The family itself where all samples stay, {@link SampleFamily#EMPTY} where none does; anything but a Boolean from the closure is an error. */
    public static SampleFamily filter(SampleFamily family, RuleClosure<?> closure) {
        if (family == SampleFamily.EMPTY) {
            return family;
        }
        var samples = family.samples;
        Sample[] kept = null;
        var count = 0;
        for (var i = 0; i < samples.length; i++) {
            if ((Boolean) closure.call(samples[i].getLabels())) {
                if (kept != null) {
                    kept[count] = samples[i];
                }
                count++;
            } else if (kept == null) {
                kept = new Sample[samples.length];
                System.arraycopy(samples, 0, kept, 0, count);
            }
        }
        return kept == null ? family : MalFamilies.family(MalFamilies.first(kept, count), family.context);
    }
}
