package io.tallyhouse.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventFilter.Wanted;
import io.tallyhouse.ingest.archive.EventSearch.Direction;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FindEventsTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final EventSearch ALL =
            new EventSearch(TENANT, List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private final List<EventIdentity> looked = new ArrayList<>();
    private Instant now = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void a_rare_property_is_found_in_portions_and_only_its_bearers_cost_a_look() {
        // Given 5,000 events of which every thousandth has v = 1
        FindEvents findEvents = findEvents(5_000);
        EventFilter rare =
                new EventFilter(Optional.empty(), List.of(new PropertyFilter("v", Operator.IN, List.of("1"))));

        // When
        FoundEvents found = find(findEvents, rare, Optional.empty());

        // Then
        assertThat(found.events()).hasSize(5);
        assertThat(found.rest()).isEmpty();
        assertThat(looked).hasSize(5);
    }

    @Test
    void one_request_walks_a_bounded_number_of_records_and_the_next_one_goes_on() {
        // Given none of them is void
        FindEvents findEvents = findEvents(30_000);
        EventFilter none = new EventFilter(Optional.of(Wanted.VOID), List.of());

        // When
        FoundEvents first = find(findEvents, none, Optional.empty());
        FoundEvents second = find(findEvents, none, first.rest());

        // Then
        assertThat(first.events()).isEmpty();
        assertThat(first.rest()).isPresent();
        assertThat(second.rest()).isEmpty();
        assertThat(looked).doesNotHaveDuplicates().hasSize(30_000);
    }

    @Test
    void a_slow_archive_ends_the_walk_sooner() {
        // Given each look at the clock takes half a second
        FindEvents findEvents = new FindEvents(
                new Archive(30_000),
                (tenant, type) -> List.of(),
                (tenant, subjects) -> Uni.createFrom().item(Set.of()),
                () -> now = now.plusMillis(500));

        // When
        FoundEvents found = find(findEvents, new EventFilter(Optional.of(Wanted.VOID), List.of()), Optional.empty());

        // Then it looks at the time after each of two portions: 21 and 250
        assertThat(looked).hasSize(271);
        assertThat(found.rest()).isPresent();
    }

    @Test
    void of_events_that_count_those_of_unclaimed_subjects_are_found() {
        // Given subjects s0 to s9, of which s3 is no customer's
        FindEvents findEvents = new FindEvents(
                new Archive(100),
                (tenant, type) -> List.of(),
                (tenant, subjects) -> Uni.createFrom().item(Set.of("s3")),
                InstantSource.system());

        // When
        FoundEvents found =
                find(findEvents, new EventFilter(Optional.of(Wanted.UNMAPPED), List.of()), Optional.empty());

        // Then
        assertThat(found.events())
                .hasSize(10)
                .allMatch(event -> event.version().identity().subject().equals("s3"));
    }

    private FindEvents findEvents(int events) {
        return new FindEvents(
                new Archive(events),
                (tenant, type) -> List.of(),
                (tenant, subjects) -> Uni.createFrom().item(Set.of()),
                () -> now);
    }

    private static FoundEvents find(FindEvents findEvents, EventFilter filter, Optional<ArchivePosition> from) {
        return findEvents
                .execute(ALL, filter, new Slice(20, Direction.OLDER, from))
                .await()
                .indefinitely();
    }

    /** Events at offsets 0, 1, ..., a second apart; the newest is the last. */
    private final class Archive implements EventArchive {
        private final int events;

        Archive(int events) {
            this.events = events;
        }

        @Override
        public Uni<List<Found>> walk(EventSearch search, Slice slice) {
            int newest = slice.from().map(from -> (int) from.offset()).orElse(events) - 1;
            List<Found> found = new ArrayList<>();
            for (int offset = newest; offset >= 0 && found.size() < slice.limit(); offset--) {
                found.add(new Found(
                        new ArchivePosition(Instant.ofEpochSecond(offset), 0, offset),
                        identity(offset),
                        Kind.EVENT,
                        "t",
                        content(offset).data()));
            }
            return Uni.createFrom().item(found);
        }

        @Override
        public Uni<Map<EventIdentity, EventHistory>> histories(Collection<EventIdentity> identities) {
            looked.addAll(identities);
            Map<EventIdentity, EventHistory> histories = new HashMap<>();
            identities.forEach(identity -> histories.put(identity, history(identity)));
            return Uni.createFrom().item(histories);
        }

        private EventHistory history(EventIdentity identity) {
            int offset = Integer.parseInt(identity.id());
            return EventHistory.of(
                    identity, List.of(EventHistoryTest.record(offset, Kind.EVENT, Optional.of(content(offset)))));
        }

        private EventIdentity identity(int offset) {
            return new EventIdentity(TENANT, "s" + offset % 10, "", Integer.toString(offset));
        }

        private EventContent content(int offset) {
            return EventHistoryTest.content(offset % 1_000 == 0 ? 1 : 0, Optional.empty(), Optional.empty());
        }
    }
}
