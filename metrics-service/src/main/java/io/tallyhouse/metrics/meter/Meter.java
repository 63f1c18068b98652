package io.tallyhouse.metrics.meter;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricInput;
import io.tallyhouse.contracts.metric.MetricInput.Counted;
import io.tallyhouse.contracts.metric.MetricInput.Unusable;
import io.tallyhouse.contracts.usage.CanonicalBytes;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotForm.SlotEvent;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.metrics.meter.Effect.Kind;
import io.tallyhouse.metrics.meter.IdentityEntry.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of counting. A record is applied to the state of its partition; the same log gives the same state.
 *
 * <p>Not thread-safe.
 */
public final class Meter {
    private final IdentityHash identityHash;
    private final int groupsMax;

    /** Of what is looked at now. */
    private final CanonicalBytes bytes = new CanonicalBytes();

    /** @param groupsMax groups that a subject may have in a day under one metric version; must not change */
    public Meter(IdentityHash identityHash, int groupsMax) {
        this.identityHash = requireNonNull(identityHash, "identityHash is null");
        this.groupsMax = groupsMax;
    }

    /**
     * @param offset of the record in its partition
     * @throws UnreadableRecord if the record makes no sense; the state is as before
     */
    public Effect apply(long offset, UsageRecord record, MeterState state) {
        return apply(offset, record, Optional.empty(), state);
    }

    /**
     * @param offset of the record in its partition
     * @param content of an event with the time it was sent with, if whoever read it made that already
     * @throws UnreadableRecord if the record makes no sense; the state is as before
     */
    public Effect apply(long offset, UsageRecord record, Optional<CanonicalBytes> content, MeterState state) {
        if (record instanceof UsageEvent event) {
            return count(event, content, state);
        }
        if (record instanceof EventVoid voided) {
            return takeOut(identified(voided.identity(), voided.former(), state), state);
        }
        if (record instanceof EventRestore restored) {
            return restore(identified(restored.identity(), restored.former(), state), state);
        }
        if (record instanceof EventQuarantined) {
            return Effect.of(Kind.QUARANTINED);
        }
        if (record instanceof ReplayedEvent replayed) {
            return replay(replayed, state);
        }
        if (record instanceof ReplayStart replay) {
            state.metric(replay.tenant(), replay.metric(), replay.version())
                    .ifPresent(metric -> state.save(metric.with(metric.replay().of(replay.events()))));
            return Effect.of(Kind.REPLAY_STEP);
        }
        if (record instanceof ReplayEnd end) {
            state.metric(end.tenant(), end.metric(), end.version())
                    .ifPresent(metric -> state.save(metric.with(metric.replay().ended())));
            return Effect.of(Kind.REPLAY_STEP);
        }
        MetricStart start = (MetricStart) record;
        Optional<StartedMetric> started = state.start(start.definition(), offset);
        return Effect.of(started.isPresent() ? Kind.METRIC_STARTED : Kind.METRIC_KNOWN);
    }

    /** An identity with what is remembered of it. */
    private record Known(EventIdentity identity, IdentityKey key, Optional<IdentityEntry> entry) {
        Optional<EventVersion> latest() {
            return entry.flatMap(IdentityEntry::latest);
        }
    }

    /** Memory goes before the archive: only memory knows of what is younger. */
    private Known identified(EventIdentity identity, Optional<FormerVersion> former, MeterState state) {
        return identified(identity, identityHash.of(bytes.of(identity)), former, state);
    }

    private Known identified(
            EventIdentity identity, IdentityKey key, Optional<FormerVersion> former, MeterState state) {
        Optional<IdentityEntry> entry = state.identity(key);
        return new Known(
                identity, key, entry.isPresent() ? entry : former.map(found -> recalled(identity, found, state)));
    }

    /** What would be remembered of it, had it not been forgotten. */
    private IdentityEntry recalled(EventIdentity identity, FormerVersion former, MeterState state) {
        EventVersion.timeOf(former.time());
        UsageEvent event = former.event(identity);
        List<Contribution> contributions = new ArrayList<>();
        for (StartedMetric metric : state.metrics(event.tenant(), event.type())) {
            if (metric.hasCounted(former.offset())
                    && MetricInput.of(metric.definition(), event.data()) instanceof Counted counted) {
                SubjectDay day = day(identity, event.eventTime(), state);
                boolean hasGroup = metric.definition().groupBy().isEmpty() || day.hasGroup(metric, counted.group());
                contributions.add(contribution(metric, counted, hasGroup ? counted.group() : GroupKey.OVERFLOW));
            }
        }
        EventVersion version = new EventVersion(bytes.of(event, former.time()).digest(), former.time(), contributions);
        return new IdentityEntry(former.isVoid() ? State.VOID : State.COUNTED, Optional.of(version), former.revision());
    }

    private Effect count(UsageEvent event, Optional<CanonicalBytes> content, MeterState state) {
        IdentityKey key = identityHash.of(content.isPresent() ? content.get() : bytes.of(event.identity()));
        Known known = identified(event.identity(), key, event.former(), state);
        Optional<EventVersion> former = known.latest();
        String timeText = timeText(event, former);
        Instant time = EventVersion.timeOf(timeText);
        Fingerprint digest =
                (content.isPresent() && event.time().isPresent() ? content.get() : bytes.of(event, timeText)).digest();
        if (former.isPresent() && former.get().digest().equals(digest)) {
            known.entry().ifPresent(entry -> raiseRevision(known, entry, event.revision(), state));
            return Effect.of(Kind.DUPLICATE);
        }
        if (known.entry().isPresent() && known.entry().get().isAhead(event.revision())) {
            return Effect.of(Kind.OUTDATED);
        }
        List<StartedMetric> unusable = new ArrayList<>();
        EventVersion version = new EventVersion(digest, timeText, time, contributions(event, time, state, unusable));
        IdentityEntry counted = new IdentityEntry(State.COUNTED, Optional.of(version), event.revision());
        if (known.entry().isEmpty()) {
            add(known, version, state);
            state.save(known.key(), counted);
            return Effect.of(version.contributions().isEmpty() ? Kind.UNUSED : Kind.COUNTED, unusable);
        }
        IdentityEntry entry = known.entry().get();
        IdentityEntry next = entry.with(version, entry.revisionAfter(event.revision()));
        if (entry.isVoid()) {
            state.save(known.key(), next);
            return Effect.of(Kind.HELD_VOID, unusable);
        }
        former.ifPresent(old -> retract(known, old, state));
        add(known, version, state);
        state.save(known.key(), next);
        return Effect.of(Kind.SUPERSEDED, unusable);
    }

    private static void raiseRevision(Known known, IdentityEntry entry, Optional<Long> sent, MeterState state) {
        Optional<Long> highest = entry.revisionAfter(sent);
        if (!highest.equals(entry.revision())) {
            state.save(known.key(), entry.with(entry.latest().orElseThrow(), highest));
        }
    }

    /** A missing time is no content: the event then has the time of the version before it, if there is one. */
    private static String timeText(UsageEvent event, Optional<EventVersion> former) {
        return event.time().isPresent()
                ? event.timeText()
                : former.map(EventVersion::timeText).orElseGet(event::timeText);
    }

    private List<Contribution> contributions(
            UsageEvent event, Instant time, MeterState state, List<StartedMetric> unusable) {
        List<Contribution> contributions = new ArrayList<>();
        for (StartedMetric metric : state.metrics(event.tenant(), event.type())) {
            MetricInput input = MetricInput.of(metric.definition(), event.data());
            if (input instanceof Counted counted) {
                contributions.add(admitted(metric, counted, event, time, state));
            } else if (input instanceof Unusable) {
                unusable.add(metric);
            }
        }
        return contributions;
    }

    /** In its group, or in that of all the rest once the subject's day is full of groups. */
    private Contribution admitted(
            StartedMetric metric, Counted counted, UsageEvent event, Instant time, MeterState state) {
        if (metric.definition().groupBy().isEmpty()) {
            return contribution(metric, counted, counted.group());
        }
        SubjectDay day = day(event.identity(), time, state);
        boolean isKnown = day.hasGroup(metric, counted.group());
        if (!isKnown && day.groups(metric) >= groupsMax) {
            return contribution(metric, counted, GroupKey.OVERFLOW);
        }
        if (!isKnown) {
            day.addGroup(metric, counted.group());
        }
        return contribution(metric, counted, counted.group());
    }

    private static SubjectDay day(EventIdentity identity, Instant time, MeterState state) {
        return state.day(identity.tenant(), identity.subject(), SlotAddress.epochDay(time));
    }

    private static Contribution contribution(StartedMetric metric, Counted counted, GroupKey group) {
        return new Contribution(metric.number(), group, counted.member(), counted.number());
    }

    private static Effect takeOut(Known known, MeterState state) {
        if (known.entry().isEmpty()) {
            state.save(known.key(), IdentityEntry.VOID_UNSEEN);
            return Effect.of(Kind.VOIDED);
        }
        IdentityEntry entry = known.entry().get();
        if (entry.isVoid()) {
            return Effect.of(Kind.UNCHANGED);
        }
        known.latest().ifPresent(version -> retract(known, version, state));
        state.save(known.key(), entry.in(State.VOID));
        return Effect.of(Kind.VOIDED);
    }

    private static Effect restore(Known known, MeterState state) {
        Optional<IdentityEntry> entry = known.entry().filter(IdentityEntry::isVoid);
        if (entry.isEmpty()) {
            return Effect.of(Kind.UNCHANGED);
        }
        if (known.latest().isEmpty()) {
            state.forget(known.key());
            return Effect.of(Kind.RESTORED);
        }
        add(known, known.latest().get(), state);
        state.save(known.key(), entry.get().in(State.COUNTED));
        return Effect.of(Kind.RESTORED);
    }

    /**
     * An event of the past for one metric version. What is remembered of its identity decides: another version came
     * since, and was counted when it came; or this very one counts, and gives to one metric version more. One that is
     * void and forgotten gives nothing, but takes its group, where its restore will look for it.
     */
    private Effect replay(ReplayedEvent replayed, MeterState state) {
        UsageEvent event = replayed.event();
        Optional<StartedMetric> started = state.metric(event.tenant(), replayed.metric(), replayed.version());
        if (started.isEmpty() || replayed.offset() <= started.get().replay().reached()) {
            return Effect.of(Kind.REPLAY_SKIPPED);
        }
        StartedMetric metric = started.get();
        String timeText = event.timeText();
        Known known = identified(event.identity(), Optional.empty(), state);
        Instant time = EventVersion.timeOf(timeText);
        Fingerprint digest = bytes.of(event, timeText).digest();
        boolean counts = known.entry().isEmpty() || lacks(known, digest, metric);
        state.save(metric.with(metric.replay().past(replayed.offset())));
        MetricInput input = counts ? MetricInput.of(metric.definition(), event.data()) : MetricInput.FILTERED;
        if (!(input instanceof Counted counted)) {
            return new Effect(Kind.REPLAY_SKIPPED, input instanceof Unusable ? List.of(metric) : List.of());
        }
        Contribution contribution = admitted(metric, counted, event, time, state);
        boolean isVoid = known.entry().map(IdentityEntry::isVoid).orElse(replayed.isVoid());
        if (!isVoid) {
            add(known, new EventVersion(digest, timeText, time, List.of(contribution)), state);
        }
        known.entry()
                .ifPresent(entry -> state.save(
                        known.key(), entry.with(known.latest().orElseThrow().with(contribution), entry.revision())));
        return Effect.of(Kind.REPLAYED);
    }

    /** The version remembered is the replayed one and has given nothing to the metric version. */
    private static boolean lacks(Known known, Fingerprint digest, StartedMetric metric) {
        return known.latest()
                .filter(version -> version.digest().equals(digest))
                .filter(version -> version.contributions().stream()
                        .noneMatch(contribution -> contribution.metric() == metric.number()))
                .isPresent();
    }

    private static void add(Known known, EventVersion version, MeterState state) {
        SubjectDay day = day(known.identity(), version.time(), state);
        for (Contribution contribution : version.contributions()) {
            StartedMetric metric = state.metric(contribution.metric());
            int index = SlotAddress.index(version.time(), metric.definition().slotMinutes());
            if (metric.form() == SlotForm.TOTAL) {
                day.addTotal(metric, contribution, index, version.digest());
                continue;
            }
            SlotValue value = value(known, version, contribution, metric);
            Slot slot = day.slot(metric, contribution, index).add(version.digest(), value, metric.form());
            if (!metric.form().isInvertible()) {
                state.addContribution(key(known, version, contribution, metric), value, metric.form());
            }
            day.save(metric, contribution, index, slot);
        }
    }

    private static void retract(Known known, EventVersion version, MeterState state) {
        SubjectDay day = day(known.identity(), version.time(), state);
        for (Contribution contribution : version.contributions()) {
            StartedMetric metric = state.metric(contribution.metric());
            SlotForm form = metric.form();
            int index = SlotAddress.index(version.time(), metric.definition().slotMinutes());
            Slot slot = day.slot(metric, contribution, index);
            Slot rest;
            if (form.isInvertible()) {
                rest = slot.retract(version.digest(), value(known, version, contribution, metric), form);
            } else {
                ContributionKey key = key(known, version, contribution, metric);
                state.removeContribution(key);
                rest = state.contributions(
                        key.slot(), form, remaining -> slot.retractRecomputing(version.digest(), remaining, form));
            }
            day.save(metric, contribution, index, rest);
        }
    }

    /** What a version's contribution is in its slot. */
    private static SlotValue value(Known known, EventVersion version, Contribution contribution, StartedMetric metric) {
        Instant slotEnd = SlotAddress.end(version.time(), metric.definition().slotMinutes());
        return metric.form()
                .of(new SlotEvent(
                        contribution.number(), version.time(), known.identity().id(), slotEnd));
    }

    private static ContributionKey key(
            Known known, EventVersion version, Contribution contribution, StartedMetric metric) {
        EventIdentity identity = known.identity();
        SlotAddress slot = SlotAddress.of(metric.definition(), identity.subject(), contribution, version.time());
        return new ContributionKey(slot, version.time(), identity.id(), known.key());
    }
}
