package io.tallyhouse.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.DataValue;
import io.tallyhouse.contracts.usage.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptEventsTest {
    private final List<UsageRecord> appended = new ArrayList<>();
    private final AcceptEvents acceptEvents = new AcceptEvents(records -> {
        appended.addAll(records);
        return Uni.createFrom().voidItem();
    });

    @Test
    void a_duplicate_is_sent_once_and_counted_apart() {
        // Given
        List<EventVerdict> sent = List.of(new Valid(event("a", 1)), new Valid(event("b", 1)), new Valid(event("a", 1)));

        // When
        IntakeReceipt receipt = acceptEvents.execute(sent).await().indefinitely();

        // Then
        assertThat(receipt).isEqualTo(new IntakeReceipt(2, 1, List.of()));
        assertThat(appended).containsExactly(event("a", 1), event("b", 1));
    }

    @Test
    void a_version_that_returns_after_another_is_sent_again_for_it_counts_in_the_end() {
        // Given
        List<EventVerdict> sent = List.of(new Valid(event("a", 1)), new Valid(event("a", 2)), new Valid(event("a", 1)));

        // When
        IntakeReceipt receipt = acceptEvents.execute(sent).await().indefinitely();

        // Then
        assertThat(receipt.accepted()).isEqualTo(3);
        assertThat(appended).containsExactly(event("a", 1), event("a", 2), event("a", 1));
    }

    @Test
    void faulty_events_are_told_by_place_and_the_others_are_sent() {
        // Given
        Violation fault = new Violation("/time", "is wrong");
        List<EventVerdict> sent = List.of(new Refused(Optional.of("x"), List.of(fault)), new Valid(event("a", 1)));

        // When
        IntakeReceipt receipt = acceptEvents.execute(sent).await().indefinitely();

        // Then
        assertThat(receipt)
                .isEqualTo(new IntakeReceipt(1, 0, List.of(new RefusedEvent(0, Optional.of("x"), List.of(fault)))));
    }

    private static UsageEvent event(String id, int tokens) {
        return new UsageEvent(
                new EventIdentity(new TenantId("t1"), "acme", "", id),
                "llm.request",
                Optional.empty(),
                Instant.parse("2026-10-01T12:00:00Z"),
                new TreeMap<>(Map.<String, DataValue>of("tokens", new NumberValue(Integer.toString(tokens)))));
    }
}
