package io.tallyhouse.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptEventsTest {
    private final List<UsageRecord> appended = new ArrayList<>();
    private final Map<EventIdentity, Former> archived = new HashMap<>();
    private final AcceptEvents acceptEvents = new AcceptEvents(
            records -> {
                appended.addAll(records);
                return Uni.createFrom().voidItem();
            },
            new Archive());
    private final Set<EventIdentity> forgotten = new HashSet<>();
    private boolean archiveIsDown;
    private boolean filterIsKnown = true;

    private final class Archive implements FormerVersions {
        @Override
        public Duration remembered() {
            return Duration.ofDays(35);
        }

        @Override
        public boolean mayBeForgotten(EventIdentity identity) {
            if (!filterIsKnown) {
                throw new FormerVersionsUnknown("being read");
            }
            return forgotten.contains(identity);
        }

        @Override
        public Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities) {
            return archiveIsDown
                    ? Uni.createFrom().failure(new IllegalStateException("down"))
                    : Uni.createFrom()
                            .item(archived.entrySet().stream()
                                    .filter(known -> identities.contains(known.getKey()))
                                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    @Test
    void a_duplicate_is_sent_once_and_counted_apart() {
        // Given
        List<EventVerdict> sent = List.of(new Valid(event("a", 1)), new Valid(event("b", 1)), new Valid(event("a", 1)));

        // When
        IntakeReceipt receipt = acceptEvents.execute(sent).await().indefinitely();

        // Then
        assertThat(receipt).isEqualTo(new IntakeReceipt(2, 0, 1, List.of()));
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
                .isEqualTo(new IntakeReceipt(1, 0, 0, List.of(new RefusedEvent(0, Optional.of("x"), List.of(fault)))));
    }

    @Test
    void what_the_meter_may_have_forgotten_brings_its_former_version_along() {
        // Given the meter surely remembers 35 - 2 days before 2026-10-01T12:00Z, which is 2026-08-29T12:00Z
        UsageEvent old = timed("old", "2026-08-29T11:59:59Z");
        UsageEvent young = timed("young", "2026-08-29T12:00:00Z");
        UsageEvent unknown = timed("unknown", "2020-01-01T00:00:00Z");
        FormerVersion former =
                new FormerVersion(7, "llm.request", "2026-08-29T11:59:59Z", new TreeMap<>(), Optional.empty(), false);
        archived.put(old.identity(), new Former(Optional.of(former), false));
        archived.put(young.identity(), new Former(Optional.of(former), false));

        // When
        IntakeReceipt receipt = accept(old, young, unknown, event("timeless", 1));

        // Then
        assertThat(appended).containsExactly(old.with(former), young, unknown, event("timeless", 1));
        assertThat(receipt).isEqualTo(new IntakeReceipt(4, 0, 0, List.of()));
    }

    @Test
    void what_cannot_be_looked_up_is_put_into_quarantine_and_the_rest_is_accepted() {
        // Given
        archiveIsDown = true;
        UsageEvent old = timed("old", "2026-08-29T11:59:59Z");
        UsageEvent young = timed("young", "2026-08-29T12:00:00Z");

        // When
        IntakeReceipt receipt = accept(old, young);

        // Then
        assertThat(receipt).isEqualTo(new IntakeReceipt(1, 1, 0, List.of()));
        assertThat(appended).hasSize(2).endsWith(young);
        assertThat(appended.get(0))
                .isInstanceOfSatisfying(
                        EventQuarantined.class,
                        quarantined -> assertThat(quarantined.event()).isEqualTo(old));
    }

    @Test
    void what_was_accepted_long_ago_brings_it_along_whatever_its_time_says_now() {
        // Given
        UsageEvent corrected = timed("corrected", "2026-10-01T11:00:00Z");
        UsageEvent timeless = event("timeless", 1);
        FormerVersion former =
                new FormerVersion(7, "llm.request", "2026-01-01T00:00:00Z", new TreeMap<>(), Optional.empty(), false);
        for (UsageEvent event : List.of(corrected, timeless)) {
            forgotten.add(event.identity());
            archived.put(event.identity(), new Former(Optional.of(former), false));
        }

        // When
        accept(corrected, event("new", 1), timeless);

        // Then
        assertThat(appended).containsExactly(corrected.with(former), event("new", 1), timeless.with(former));
    }

    @Test
    void an_event_that_was_voided_before_it_came_stays_void_however_late_it_comes() {
        // Given
        UsageEvent late = event("late", 1);
        forgotten.add(late.identity());
        archived.put(late.identity(), new Former(Optional.empty(), true));

        // When
        IntakeReceipt receipt = accept(late);

        // Then
        assertThat(appended).containsExactly(new EventVoid(late.identity(), late.acceptedAt()), late);
        assertThat(receipt).isEqualTo(new IntakeReceipt(1, 0, 0, List.of()));
    }

    @Test
    void nothing_is_accepted_until_it_is_known_what_is_to_be_looked_up() {
        // Given
        filterIsKnown = false;
        archiveIsDown = true;

        // Then
        Uni<IntakeReceipt> refused = acceptEvents.execute(List.of(new Valid(event("new", 1))));
        assertThatThrownBy(() -> refused.await().indefinitely()).isInstanceOf(FormerVersionsUnknown.class);
        assertThat(appended).isEmpty();

        // When
        filterIsKnown = true;

        // Then
        assertThat(accept(event("new", 1))).isEqualTo(new IntakeReceipt(1, 0, 0, List.of()));
    }

    private IntakeReceipt accept(UsageEvent... events) {
        return acceptEvents
                .execute(Stream.of(events).<EventVerdict>map(Valid::new).toList())
                .await()
                .indefinitely();
    }

    private static UsageEvent timed(String id, String time) {
        UsageEvent event = event(id, 1);
        return new UsageEvent(event.identity(), event.type(), Optional.of(time), event.acceptedAt(), event.data());
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
