package io.tallyhouse.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.archive.EventContent;
import io.tallyhouse.ingest.archive.LoggedRecord;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.ingest.archive.PastEvents;
import io.tallyhouse.ingest.archive.PastEvents.Place;
import io.tallyhouse.ingest.archive.PastEvents.Portion;
import io.tallyhouse.ingest.replay.Replay.MetricVersion;
import io.tallyhouse.ingest.replay.Replay.State;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayPastTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final long START = 100;

    private final Map<EventIdentity, List<LoggedRecord>> archive =
            new TreeMap<>(Comparator.comparing(EventIdentity::id));
    private final List<UsageRecord> log = new ArrayList<>();
    private Replay replay =
            new Replay(new MetricVersion(TENANT, new MetricId("tokens"), 2, "t"), 3, START, State.WAITING, -1, 0);
    private boolean logIsDown;

    private final ReplayPast replayPast = new ReplayPast(new OneReplay(), new PortionsOfTwo(), (partition, records) -> {
        if (logIsDown) {
            return Uni.createFrom().failure(new IllegalStateException("down"));
        }
        assertThat(partition).isEqualTo(3);
        log.addAll(records);
        return Uni.createFrom().voidItem();
    });

    @Test
    void events_that_stood_are_replayed_in_portions_between_a_start_and_an_end() {
        // Given
        event("a", 10);
        event("b", 11);
        event("c", 12);

        // When
        runUntilDone();

        // Then
        assertThat(log.get(0)).isEqualTo(new ReplayStart(TENANT, new MetricId("tokens"), 2, 3));
        assertThat(log).last().isEqualTo(new ReplayEnd(TENANT, new MetricId("tokens"), 2));
        assertThat(offsets()).containsExactly(10L, 11L, 12L);
        assertThat(replay.replayed()).isEqualTo(3);
    }

    @Test
    void what_came_after_the_start_neither_is_replayed_nor_changes_what_stood() {
        // Given the version at 10 was void at the start and is restored later, and superseded after that
        event("a", 10);
        control("a", Kind.VOID, 20);
        control("a", Kind.RESTORE, 101);
        event("a", 102);
        event("b", 103);

        // When
        runUntilDone();

        // Then
        assertThat(offsets()).containsExactly(10L);
        assertThat(((ReplayedEvent) log.get(1)).isVoid()).isTrue();
    }

    @Test
    void what_could_not_be_appended_is_appended_again() {
        // Given
        event("a", 10);
        replayPast.execute().await().indefinitely();
        logIsDown = true;
        assertThatThrownBy(() -> replayPast.execute().await().indefinitely()).hasMessage("down");

        // When
        logIsDown = false;
        runUntilDone();

        // Then
        assertThat(offsets()).containsExactly(10L);
    }

    @Test
    void nothing_to_replay_ends_at_once() {
        // When
        replayPast.execute().await().indefinitely();

        // Then
        assertThat(log).containsExactly(new ReplayEnd(TENANT, new MetricId("tokens"), 2));
        assertThat(replayPast.execute().await().indefinitely()).isEmpty();
    }

    private List<Long> offsets() {
        return log.stream()
                .filter(ReplayedEvent.class::isInstance)
                .map(record -> ((ReplayedEvent) record).offset())
                .toList();
    }

    private void runUntilDone() {
        while (replayPast.execute().await().indefinitely().isPresent()) {
            assertThat(log).hasSizeLessThan(100);
        }
    }

    private void event(String id, long offset) {
        EventIdentity identity = new EventIdentity(TENANT, "acme", "", id);
        UsageEvent event = new UsageEvent(
                identity,
                "t",
                Optional.of("2026-10-01T00:00:%02dZ".formatted(offset % 60)),
                Instant.EPOCH,
                new TreeMap<>());
        EventContent content = new EventContent("t", event.time(), event.data(), Optional.empty());
        add(identity, new LoggedRecord(3, offset, Kind.EVENT, Instant.EPOCH, Optional.of(content), Optional.empty()));
    }

    private void control(String id, Kind kind, long offset) {
        add(
                new EventIdentity(TENANT, "acme", "", id),
                new LoggedRecord(3, offset, kind, Instant.EPOCH, Optional.empty(), Optional.empty()));
    }

    private void add(EventIdentity identity, LoggedRecord record) {
        archive.computeIfAbsent(identity, absent -> new ArrayList<>()).add(record);
    }

    private final class OneReplay implements Replays {
        @Override
        public Uni<Optional<Replay>> advance(Function<Replay, Uni<Replay>> step) {
            return replay.state() == State.DONE
                    ? Uni.createFrom().item(Optional.empty())
                    : step.apply(replay).invoke(next -> replay = next).map(Optional::of);
        }
    }

    private final class PortionsOfTwo implements PastEvents {
        private List<Place> places(long after) {
            return archive.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream()
                            .filter(record -> record.kind() == Kind.EVENT)
                            .map(record -> new Place(record.offset(), entry.getKey())))
                    .filter(place -> place.offset() > after && place.offset() < START)
                    .sorted(Comparator.comparingLong(Place::offset))
                    .toList();
        }

        @Override
        public Uni<Long> count(Past counted) {
            return Uni.createFrom().item((long) places(-1).size());
        }

        @Override
        public Uni<Optional<Portion>> after(Past asked, long reached) {
            List<Place> next = places(reached).stream().limit(2).collect(Collectors.toList());
            return Uni.createFrom()
                    .item(
                            next.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(new Portion(
                                            next.get(next.size() - 1).offset(), next, archive)));
        }
    }
}
