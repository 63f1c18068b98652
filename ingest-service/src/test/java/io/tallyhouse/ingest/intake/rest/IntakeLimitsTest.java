package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tallyhouse.ingest.intake.EventLimits;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntakeLimitsTest {
    /** What a service without settings has. */
    static IntakeLimits defaults() {
        return new SmallRyeConfigBuilder()
                .withMapping(IntakeLimits.class)
                .withConverter(
                        io.quarkus.runtime.configuration.MemorySize.class,
                        100,
                        new io.quarkus.runtime.configuration.MemorySizeConverter())
                .build()
                .getConfigMapping(IntakeLimits.class);
    }

    @Test
    void the_defaults_are_those_of_the_documentation() {
        // When
        IntakeLimits limits = defaults();

        // Then
        assertThat(limits.bodySizeMax().asLongValue()).isEqualTo(1_048_576);
        assertThat(limits.eventSizeMax().asLongValue()).isEqualTo(65_536);
        assertThat(limits.batchEventsMax()).isEqualTo(1_000);
        assertThat(limits.rate().eventsPerSecond()).isEqualTo(50_000);
        assertThat(limits.rate().burst()).isEqualTo(100_000);
        assertThat(limits.event()).isEqualTo(new EventLimits(200, 100, 100, 4_000, Duration.ofHours(24)));
    }
}
