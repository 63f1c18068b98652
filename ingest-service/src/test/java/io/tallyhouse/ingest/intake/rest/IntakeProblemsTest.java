package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.kit.rest.ProblemException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntakeProblemsTest {
    @Test
    void a_full_log_asks_the_caller_to_slow_down() {
        // When
        ProblemException told = (ProblemException) IntakeProblems.of(new UsageLogFull("full"));

        // Then
        assertThat(told.problem().type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(told.problem().detail()).contains("Nothing was accepted");
        assertThat(told.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void an_unconfirmed_request_may_be_repeated() {
        // When
        ProblemException told =
                (ProblemException) IntakeProblems.of(new UsageLogUnavailable("away", new IllegalStateException()));

        // Then
        assertThat(told.problem().type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(told.problem().detail()).contains("Repeat the same request");
        assertThat(told.headers()).containsEntry("Retry-After", "2");
    }
}
