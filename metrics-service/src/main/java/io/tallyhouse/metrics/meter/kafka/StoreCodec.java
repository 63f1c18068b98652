package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.window.ByteReader;
import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.contracts.window.WindowValue;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.aggregation.SlotValue;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.ContributionKey;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The binary form of the meter's stores but for identities ({@link IdentityCodec}). Every value starts with a format
 * version; windows are stored as they are published.
 */
final class StoreCodec {
    private static final int FORMAT = 2;

    private StoreCodec() {}

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

    static byte[] windowKey(MetricDefinition metric, OpenDay.Name day, Contribution contribution) {
        return WindowRecordCodec.writeKey(new WindowKey(
                metric.tenant(),
                day.subject(),
                metric.id(),
                metric.version(),
                contribution.group(),
                contribution.member(),
                LocalDate.ofEpochDay(day.epochDay())));
    }

    /** All groups of a metric and day have keys that start with these bytes, and no others do. */
    static byte[] groupPrefix(int metric, OpenDay.Name day) {
        return new ByteWriter()
                .varint(metric)
                .text(day.subject())
                .int32(Math.toIntExact(day.epochDay()))
                .bytes();
    }

    static byte[] groupKey(byte[] prefix, GroupKey group) {
        return new ByteWriter()
                .raw(prefix)
                .raw(group.encoded().getBytes(StandardCharsets.UTF_8))
                .bytes();
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
