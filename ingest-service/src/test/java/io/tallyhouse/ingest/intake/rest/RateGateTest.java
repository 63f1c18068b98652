package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.IntakeRates;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RateGateTest {
    private static final TenantId TENANT = new TenantId("t1");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RateGate gate = new RateGate(new IntakeRates(10, 100, () -> 0), metrics);

    @Test
    void an_admitted_request_is_told_what_is_left() {
        // 60 are missing: 6 seconds at 10 a second
        assertThat(gate.admit(TENANT, 60))
                .isEqualTo(Map.of("RateLimit-Limit", "100", "RateLimit-Remaining", "40", "RateLimit-Reset", "6"));
    }

    @Test
    void a_request_that_comes_too_fast_is_told_when_to_come_again() {
        // Given 40 left, so that a hundred need 6 seconds more
        gate.admit(TENANT, 60);

        // Then
        assertThatThrownBy(() -> gate.admit(TENANT, 100)).isInstanceOfSatisfying(ProblemException.class, told -> {
            assertThat(told.problem().type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
            assertThat(told.headers())
                    .containsEntry("Retry-After", "6")
                    .containsEntry("RateLimit-Remaining", "40")
                    .containsEntry("RateLimit-Limit", "100");
        });
        assertThat(metrics.get("tallyhouse.intake.rate.limited").counter().count())
                .isEqualTo(1);
    }

    @Test
    void without_a_limit_there_are_no_headers() {
        assertThat(new RateGate(new IntakeRates(0, 0, () -> 0), metrics).admit(TENANT, 1_000))
                .isEmpty();
    }
}
