package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.window.ByteReader;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.contracts.window.WindowValue;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.EventVersion;
import io.tallyhouse.metrics.meter.GroupDay;
import io.tallyhouse.metrics.meter.IdentityEntry;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The binary form of the meter's stores. Every value starts with a format version; windows are stored as they are
 * published.
 */
final class StoreCodec {
    private static final int FORMAT = 2;
    private static final int VOID = 1;
    private static final int WITH_VERSION = 2;
    private static final int WITH_REVISION = 4;
    /** The time text is the shortest one in UTC, as it is for most events; then the instant is enough. */
    private static final int TIME_AS_INSTANT = 0;

    private static final int TIME_AS_TEXT = 1;

    private StoreCodec() {}

    static byte[] write(IdentityEntry entry) {
        int flags = (entry.state() == IdentityEntry.State.VOID ? VOID : 0)
                | (entry.latest().isPresent() ? WITH_VERSION : 0)
                | (entry.revision().isPresent() ? WITH_REVISION : 0);
        ByteWriter out = new ByteWriter().varint(FORMAT).varint(flags);
        entry.revision().ifPresent(out::varint);
        entry.latest().ifPresent(version -> writeVersion(out, version));
        return out.bytes();
    }

    private static void writeVersion(ByteWriter out, EventVersion version) {
        out.int64(version.digest().high()).int64(version.digest().low());
        Instant time = version.time();
        if (Rfc3339.format(time).equals(version.timeText())) {
            out.varint(TIME_AS_INSTANT).signed(time.getEpochSecond()).varint(time.getNano());
        } else {
            out.varint(TIME_AS_TEXT).text(version.timeText());
        }
        out.varint(version.contributions().size());
        for (Contribution contribution : version.contributions()) {
            out.varint(contribution.metric());
            out.text(
                    contribution.group().equals(GroupKey.NONE)
                            ? ""
                            : contribution.group().encoded());
            out.text(contribution.member()).decimal(contribution.number());
        }
    }

    static IdentityEntry readIdentity(byte[] bytes) {
        ByteReader in = opened(bytes);
        int flags = in.varint32();
        IdentityEntry.State state = (flags & VOID) == 0 ? IdentityEntry.State.COUNTED : IdentityEntry.State.VOID;
        Optional<Long> revision = (flags & WITH_REVISION) == 0 ? Optional.empty() : Optional.of(in.varint());
        return new IdentityEntry(
                state, (flags & WITH_VERSION) == 0 ? Optional.empty() : Optional.of(readVersion(in)), revision);
    }

    private static EventVersion readVersion(ByteReader in) {
        Fingerprint digest = new Fingerprint(in.int64(), in.int64());
        String timeText = in.varint32() == TIME_AS_INSTANT
                ? Rfc3339.format(Instant.ofEpochSecond(in.signed(), in.varint()))
                : in.text();
        int count = in.varint32();
        List<Contribution> contributions = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int metric = in.varint32();
            String group = in.text();
            contributions.add(new Contribution(
                    metric, group.isEmpty() ? GroupKey.NONE : GroupKey.parse(group), in.text(), in.decimal()));
        }
        return new EventVersion(digest, timeText, contributions);
    }

    static byte[] definitionKey(MetricDefinition definition) {
        return new ByteWriter()
                .text(definition.tenant().value())
                .text(definition.id().value())
                .varint(definition.version())
                .bytes();
    }

    static byte[] write(StartedMetric started) {
        return new ByteWriter()
                .varint(FORMAT)
                .varint(started.number())
                .varint(started.offset())
                .signed(started.replay().reached())
                .varint(started.replay().done())
                .varint(started.replay().events())
                .varint(started.replay().caughtUp() ? 1 : 0)
                .blob(ContractJson.write(started.definition()))
                .bytes();
    }

    static StartedMetric readStarted(byte[] bytes) {
        ByteReader in = opened(bytes);
        int number = in.varint32();
        long offset = in.varint();
        Replay replay = new Replay(in.signed(), in.varint(), in.varint(), in.varint() == 1);
        return new StartedMetric(number, ContractJson.read(in.blob(), MetricDefinition.class), offset, replay);
    }

    /** All keys of a slot start with these bytes, and no others do. */
    static byte[] contributionPrefix(SlotAddress slot) {
        return contributionPrefixWriter(slot).bytes();
    }

    private static ByteWriter contributionPrefixWriter(SlotAddress slot) {
        return new ByteWriter().blob(WindowRecordCodec.writeKey(slot.window())).int32(slot.index());
    }

    /** Ordered by slot, time and id; the identity sets equal ids of different sources apart. */
    static byte[] write(ContributionKey key) {
        return contributionPrefixWriter(key.slot())
                .int64(key.time().getEpochSecond() ^ Long.MIN_VALUE)
                .int32(key.time().getNano())
                .raw(key.id().getBytes(StandardCharsets.UTF_8))
                .raw(new byte[] {0})
                .raw(key.identity().bytes())
                .bytes();
    }

    static byte[] write(SlotValue value, SlotForm form) {
        ByteWriter out = new ByteWriter().varint(FORMAT);
        WindowValue.writeValue(out, value, form);
        return out.bytes();
    }

    static SlotValue readValue(byte[] bytes, SlotForm form) {
        return WindowValue.readValue(opened(bytes), form);
    }

    /** All groups of a day have keys that start with these bytes, and no others do. */
    static byte[] groupPrefix(GroupDay day) {
        return groupPrefixWriter(day).bytes();
    }

    static byte[] groupKey(GroupDay day, GroupKey group) {
        return groupPrefixWriter(day)
                .raw(group.encoded().getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    private static ByteWriter groupPrefixWriter(GroupDay day) {
        return new ByteWriter()
                .varint(day.metric().number())
                .text(day.subject())
                .int32((int) day.day().toEpochDay());
    }

    private static ByteReader opened(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        long format = in.varint();
        if (format != FORMAT) {
            throw new IllegalStateException("format " + format + " in a store is newer than this meter");
        }
        return in;
    }
}
