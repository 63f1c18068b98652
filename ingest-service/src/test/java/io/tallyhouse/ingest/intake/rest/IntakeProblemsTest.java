package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

    @Test
    void a_service_that_does_not_know_yet_what_it_accepted_asks_for_the_request_again() {
        // When
        ProblemException told = (ProblemException) IntakeProblems.of(new FormerVersionsUnknown("being read"));

        // Then
        assertThat(told.problem().type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(told.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void who_sent_no_id_is_told_the_one_that_a_repeat_must_carry() {
        // Given
        ProblemException told =
                (ProblemException) IntakeProblems.of(new UsageLogUnavailable("away", new IllegalStateException()));

        // When
        Response answer = IntakeDesk.unconfirmed(
                        told, List.of(valid("e1", false), valid("evt_1", true)), "/v1/usage-events")
                .await()
                .indefinitely();

        // Then
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8))
                .contains("must carry their ids", "\"madeIds\":[{\"index\":1,\"id\":\"evt_1\"}]");
        assertThatThrownBy(() -> IntakeDesk.unconfirmed(told, List.of(valid("e1", false)), "/v1/usage-events")
                        .await()
                        .indefinitely())
                .isSameAs(told);
    }

    private static EventVerdict valid(String id, boolean isNamedHere) {
        return new Valid(
                new UsageEvent(
                        new EventIdentity(new TenantId("t1"), "acme", "usage-events", id),
                        "llm.request",
                        Optional.empty(),
                        Instant.parse("2026-10-01T12:00:00Z"),
                        new TreeMap<>()),
                isNamedHere);
    }
}
