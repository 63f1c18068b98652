package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.contracts.window.ByteReader;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.EventVersion;
import io.tallyhouse.metrics.meter.IdentityEntry;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import java.math.BigDecimal;
import java.math.BigInteger;
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
    private static final int FORMAT = 1;
    private static final int VOID = 1;
    private static final int WITH_VERSION = 2;
    /** The time text is the shortest one in UTC, as it is for most events; then the instant is enough. */
    private static final int TIME_AS_INSTANT = 0;

    private static final int TIME_AS_TEXT = 1;

    private StoreCodec() {}

    static byte[] write(IdentityEntry entry) {
        int flags = (entry.state() == IdentityEntry.State.VOID ? VOID : 0)
                | (entry.latest().isPresent() ? WITH_VERSION : 0);
        ByteWriter out = new ByteWriter().varint(FORMAT).varint(flags);
        entry.latest().ifPresent(version -> writeVersion(out, version));
        return out.bytes();
    }

    private static void writeVersion(ByteWriter out, EventVersion version) {
        out.int64(version.digest().high()).int64(version.digest().low());
        Instant time = version.time();
        if (Rfc3339.format(time).equals(version.timeText())) {
            out.varint(TIME_AS_INSTANT).varint(zigzag(time.getEpochSecond())).varint(time.getNano());
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
            writeDecimal(out, contribution.value());
        }
    }

    static IdentityEntry readIdentity(byte[] bytes) {
        ByteReader in = opened(bytes);
        int flags = in.varint32();
        IdentityEntry.State state = (flags & VOID) == 0 ? IdentityEntry.State.COUNTED : IdentityEntry.State.VOID;
        return new IdentityEntry(state, (flags & WITH_VERSION) == 0 ? Optional.empty() : Optional.of(readVersion(in)));
    }

    private static EventVersion readVersion(ByteReader in) {
        Fingerprint digest = new Fingerprint(in.int64(), in.int64());
        String timeText = in.varint32() == TIME_AS_INSTANT
                ? Rfc3339.format(Instant.ofEpochSecond(unzigzag(in.varint()), in.varint()))
                : in.text();
        int count = in.varint32();
        List<Contribution> contributions = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int metric = in.varint32();
            String group = in.text();
            contributions.add(
                    new Contribution(metric, group.isEmpty() ? GroupKey.NONE : GroupKey.parse(group), readDecimal(in)));
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
                .blob(ContractJson.write(started.definition()))
                .bytes();
    }

    static StartedMetric readStarted(byte[] bytes) {
        ByteReader in = opened(bytes);
        int number = in.varint32();
        long offset = in.varint();
        return new StartedMetric(number, ContractJson.read(in.blob(), MetricDefinition.class), offset);
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

    static byte[] writeValue(BigDecimal value) {
        ByteWriter out = new ByteWriter().varint(FORMAT);
        writeDecimal(out, value);
        return out.bytes();
    }

    static BigDecimal readValue(byte[] bytes) {
        return readDecimal(opened(bytes));
    }

    private static void writeDecimal(ByteWriter out, BigDecimal value) {
        out.varint(value.scale()).blob(value.unscaledValue().toByteArray());
    }

    private static BigDecimal readDecimal(ByteReader in) {
        int scale = in.varint32();
        return new BigDecimal(new BigInteger(in.blob()), scale);
    }

    /** Seconds before 1970 are negative, and a varint is not; the sign goes to the lowest bit. */
    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
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
