package io.tallyhouse.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptCustomerEventsTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final int TIMELINES = 2_000;

    private final List<UsageRecord> log = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private int appendsUntilFault;
    private final AcceptCustomerEvents acceptEvents = new Customers().acceptEvents(new InMemoryEventSubjects());

    /** How an append fails: the service may die, or lose its log, before or after the log has the records. */
    private enum Fault {
        NONE,
        BEFORE,
        AFTER
    }

    private final class Customers implements FormerVersions {
        AcceptCustomerEvents acceptEvents(EventSubjects subjects) {
            return new AcceptCustomerEvents(
                    new AcceptEvents(this::append, this),
                    new VoidEvent(this::append, this),
                    new RestoreEvent(this::append, this),
                    subjects);
        }

        private Uni<Void> append(List<UsageRecord> records) {
            boolean fails = fault != Fault.NONE && appendsUntilFault-- == 0;
            if (!fails || fault == Fault.AFTER) {
                log.addAll(records);
            }
            return fails
                    ? Uni.createFrom().failure(new UsageLogUnavailable("lost", new IllegalStateException()))
                    : Uni.createFrom().voidItem();
        }

        @Override
        public Duration remembered() {
            return Duration.ofDays(35);
        }

        @Override
        public boolean mayBeForgotten(EventIdentity identity) {
            return false;
        }

        @Override
        public Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities) {
            return Uni.createFrom().item(Map.of());
        }
    }

    @Nested
    @DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
    class InMemory extends EventSubjectsContract {
        private final EventSubjects subjects = new InMemoryEventSubjects();

        @Override
        protected EventSubjects subjects() {
            return subjects;
        }
    }

    @Test
    void a_new_event_is_one_record() {
        // When
        send(event("a", "e1", 1), event("b", "e2", 2));

        // Then
        assertThat(log).containsExactly(event("a", "e1", 1), event("b", "e2", 2));
        assertThat(counted()).isEqualTo("e1 a 1, e2 b 2");
    }

    @Test
    void an_event_sent_again_under_another_alias_moves_and_the_last_received_counts() {
        // When
        send(event("a", "e1", 1));
        send(event("b", "e1", 2));

        // Then
        assertThat(counted()).isEqualTo("e1 b 2");
        // and back, where it was voided
        send(event("a", "e1", 3));
        assertThat(counted()).isEqualTo("e1 a 3");
    }

    @Test
    void the_alias_void_takes_the_event_out_until_it_is_sent_again() {
        // When
        send(event("a", "e1", 1));
        IntakeReceipt receipt = send(event("VOID", "e1", 1));

        // Then
        assertThat(receipt).isEqualTo(new IntakeReceipt(1, 0, 0, List.of()));
        assertThat(counted()).isEmpty();
        send(event("VOID", "e1", 1));
        assertThat(counted()).isEmpty();
        send(event("a", "e1", 2));
        assertThat(counted()).isEqualTo("e1 a 2");
        send(event("VOID", "e1", 2));
        send(event("b", "e1", 3));
        assertThat(counted()).isEqualTo("e1 b 3");
    }

    @Test
    void a_void_of_an_unknown_event_is_nothing_and_does_not_last() {
        // When
        send(event("VOID", "e1", 1));

        // Then
        assertThat(log).isEmpty();
        send(event("a", "e1", 1));
        assertThat(counted()).isEqualTo("e1 a 1");
    }

    @Test
    void an_event_may_move_within_a_request_and_each_receipt_has_its_place() {
        // Given
        Violation wrong = new Violation("/eventTimestamp", "is wrong");

        // When
        IntakeReceipt receipt = acceptEvents
                .execute(List.of(
                        new Valid(event("a", "e1", 1)),
                        new Valid(event("a", "e1", 1)),
                        new Valid(event("b", "e1", 2)),
                        new Refused(Optional.of("e2"), List.of(wrong)),
                        new Valid(event("VOID", "e3", 2)),
                        new Refused(Optional.of("e4"), List.of(wrong)),
                        new Valid(event("a", "e1", 3))))
                .await()
                .indefinitely();

        // Then three of e1 and one void, one duplicate, and the faults of the fourth and sixth
        assertThat(receipt.accepted()).isEqualTo(4);
        assertThat(receipt.duplicatesInRequest()).isEqualTo(1);
        assertThat(receipt.errors())
                .extracting(IntakeReceipt.RefusedEvent::index)
                .containsExactly(3, 5);
        assertThat(counted()).isEqualTo("e1 a 3");
    }

    /** Whatever was lost where, once a request is answered its event counts once, where it was sent last. */
    @Test
    void moves_that_fail_anywhere_and_are_repeated_or_not_leave_one_event_that_counts() {
        for (int seed = 0; seed < TIMELINES; seed++) {
            Random random = new Random(seed);
            log.clear();
            AcceptCustomerEvents accepting = new Customers().acceptEvents(new InMemoryEventSubjects());
            Map<String, String> expected = new TreeMap<>();
            int steps = 2 + random.nextInt(7);
            for (int step = 0; step < steps; step++) {
                String id = "e" + random.nextInt(2);
                UsageEvent event = event(List.of("a", "b", "c", "VOID").get(random.nextInt(4)), id, step);
                boolean answered = answered(accepting, event, random);
                // the sender repeats what was not answered, or sends something else instead
                while (!answered && (step == steps - 1 || random.nextBoolean())) {
                    answered = answered(accepting, event, random);
                }
                if (answered) {
                    expected.put(id, line(event));
                } else {
                    expected.remove(id);
                    // not answered, and never repeated: unknown, until it is sent once more
                    fault = Fault.NONE;
                    UsageEvent last = event("d", id, step);
                    accepting.execute(List.of(new Valid(last))).await().indefinitely();
                    expected.put(id, line(last));
                }
            }
            assertThat(counted())
                    .as("seed " + seed + ": " + log)
                    .isEqualTo(expected.values().stream()
                            .filter(line -> !line.contains("VOID"))
                            .collect(Collectors.joining(", ")));
        }
    }

    private boolean answered(AcceptCustomerEvents accepting, UsageEvent event, Random random) {
        fault = Fault.values()[random.nextInt(3)];
        appendsUntilFault = random.nextInt(4);
        try {
            accepting.execute(List.of(new Valid(event))).await().indefinitely();
            return true;
        } catch (UsageLogUnavailable e) {
            return false;
        } finally {
            fault = Fault.NONE;
        }
    }

    private IntakeReceipt send(UsageEvent... events) {
        return acceptEvents
                .execute(Stream.of(events).<EventVerdict>map(Valid::new).toList())
                .await()
                .indefinitely();
    }

    private String counted() {
        return CountedIdentities.of(log).values().stream()
                .flatMap(bySubject -> bySubject.values().stream())
                .map(AcceptCustomerEventsTest::line)
                .collect(Collectors.joining(", "));
    }

    private static String line(UsageEvent event) {
        return event.identity().id() + " " + event.identity().subject() + " "
                + event.data().get("n").text();
    }

    private static UsageEvent event(String subject, String id, int number) {
        Map<String, DataValue> data = new HashMap<>();
        data.put("n", new NumberValue(Integer.toString(number)));
        return new UsageEvent(
                new EventIdentity(TENANT, subject, EventShape.CUSTOMER_EVENT_SOURCE, id),
                "llm.request",
                Optional.of("2026-10-01T12:00:00Z"),
                Instant.parse("2026-10-01T12:00:00Z"),
                new TreeMap<>(data));
    }
}
