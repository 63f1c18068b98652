package io.tallyhouse.ingest.replay;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.ingest.archive.EventHistory;
import io.tallyhouse.ingest.archive.EventVersion;
import io.tallyhouse.ingest.archive.LoggedRecord;
import io.tallyhouse.ingest.archive.PastEvents;
import io.tallyhouse.ingest.archive.PastEvents.Place;
import io.tallyhouse.ingest.archive.PastEvents.Portion;
import io.tallyhouse.ingest.replay.Replay.MetricVersion;
import io.tallyhouse.ingest.replay.Replay.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the replay that was left alone longest one step further. */
@ApplicationScoped
public class ReplayPast {
    private final Replays replays;
    private final PastEvents past;
    private final ReplayLog log;

    public ReplayPast(Replays replays, PastEvents past, ReplayLog log) {
        this.replays = replays;
        this.past = past;
        this.log = log;
    }

    /** How many records were looked at, to keep a pace; empty if nothing is due. */
    public Uni<Optional<Integer>> execute() {
        int[] looked = {0};
        return replays.advance(replay -> replay.state() == State.WAITING ? begin(replay) : goOn(replay, looked))
                .map(advanced -> advanced.map(replay -> looked[0]));
    }

    private Uni<Replay> begin(Replay replay) {
        MetricVersion metric = replay.metric();
        return past.count(replay.past())
                .chain(events -> events == 0
                        ? append(replay, List.of(end(replay)), State.DONE)
                        : append(
                                replay,
                                List.of(new ReplayStart(metric.tenant(), metric.id(), metric.version(), events)),
                                State.RUNNING));
    }

    private Uni<Replay> goOn(Replay replay, int[] looked) {
        return past.after(replay.past(), replay.reached()).chain(portion -> {
            if (portion.isEmpty()) {
                return append(replay, List.of(end(replay)), State.DONE);
            }
            List<UsageRecord> events = standing(replay, portion.get());
            looked[0] = portion.get().events().size();
            return append(replay.past(portion.get().through(), events.size()), events, State.RUNNING);
        });
    }

    private Uni<Replay> append(Replay replay, List<UsageRecord> records, State next) {
        Uni<Void> appended = records.isEmpty() ? Uni.createFrom().voidItem() : log.append(replay.partition(), records);
        return appended.replaceWith(() -> replay.in(next));
    }

    private static ReplayEnd end(Replay replay) {
        MetricVersion metric = replay.metric();
        return new ReplayEnd(metric.tenant(), metric.id(), metric.version());
    }

    /** Those events of the portion whose version stood when the metric version started. */
    static List<UsageRecord> standing(Replay replay, Portion portion) {
        List<UsageRecord> events = new ArrayList<>(portion.events().size());
        for (Place place : portion.events()) {
            List<LoggedRecord> before = portion.records().getOrDefault(place.identity(), List.of()).stream()
                    .filter(record -> record.offset() < replay.start())
                    .toList();
            standing(place, before)
                    .map(version -> replayed(replay, place, version))
                    .ifPresent(events::add);
        }
        return events;
    }

    private static Optional<EventVersion> standing(Place place, List<LoggedRecord> before) {
        EventIdentity identity = place.identity();
        return EventHistory.of(identity, before)
                .standing()
                .filter(version -> version.first().offset() == place.offset());
    }

    private static ReplayedEvent replayed(Replay replay, Place place, EventVersion version) {
        MetricVersion metric = replay.metric();
        boolean isVoid = version.state() == EventVersion.State.VOID;
        return new ReplayedEvent(metric.id(), metric.version(), place.offset(), isVoid, version.asCounted());
    }
}
