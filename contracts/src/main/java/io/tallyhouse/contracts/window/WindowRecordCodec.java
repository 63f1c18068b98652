package io.tallyhouse.contracts.window;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricReplayed;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotForm;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * The binary form of {@code metric-windows}: compact, because a busy window is published every second. Keys and values
 * start with a format version; keys say what kind of record it is.
 */
public final class WindowRecordCodec {
    private static final int FORMAT = 2;
    private static final int WINDOW = 1;
    private static final int POSITION = 2;
    private static final int STARTED = 3;
    private static final int REPLAYED = 4;

    private WindowRecordCodec() {}

    public static byte[] writeKey(WindowRecord record) {
        if (record instanceof MetricWindow window) {
            return writeKey(window.key());
        }
        if (record instanceof PublishedPosition position) {
            return head(POSITION)
                    .varint(position.generation())
                    .varint(position.partition())
                    .bytes();
        }
        if (record instanceof MetricReplayed replayed) {
            return versionKey(REPLAYED, replayed.tenant(), replayed.metric(), replayed.version(), replayed.partition());
        }
        MetricStarted started = (MetricStarted) record;
        return versionKey(STARTED, started.tenant(), started.metric(), started.version(), started.partition());
    }

    private static byte[] versionKey(int kind, TenantId tenant, MetricId metric, int version, int partition) {
        return head(kind)
                .text(tenant.value())
                .text(metric.value())
                .varint(version)
                .varint(partition)
                .bytes();
    }

    public static byte[] writeKey(WindowKey key) {
        return head(WINDOW)
                .text(key.tenant().value())
                .text(key.subject())
                .text(key.metric().value())
                .varint(key.version())
                .text(key.group().encoded())
                .text(key.member())
                .int32((int) key.day().toEpochDay())
                .bytes();
    }

    public static byte[] writeValue(WindowRecord record) {
        ByteWriter out = new ByteWriter().varint(FORMAT);
        if (record instanceof MetricWindow window) {
            return writeWindow(out, window).bytes();
        }
        if (record instanceof PublishedPosition position) {
            return out.varint(position.position()).bytes();
        }
        if (record instanceof MetricReplayed replayed) {
            return out.varint(replayed.done())
                    .varint(replayed.total())
                    .varint(replayed.caughtUp() ? 1 : 0)
                    .bytes();
        }
        return out.varint(((MetricStarted) record).offset()).bytes();
    }

    private static ByteWriter writeWindow(ByteWriter out, MetricWindow window) {
        out.varint(window.form().ordinal())
                .varint(window.slotMinutes())
                .varint(window.revision().generation())
                .varint(window.revision().counter())
                .varint(window.slots().size());
        int previous = 0;
        for (Map.Entry<Integer, Slot> entry : window.slots().entrySet()) {
            out.varint(entry.getKey() - previous);
            WindowValue.writeSlot(out, entry.getValue(), window.form());
            previous = entry.getKey();
        }
        return out;
    }

    /** Whether the key is that of a record that tells of a metric version, for readers that look for nothing else. */
    public static boolean isOfMetricVersion(byte[] key) {
        return key.length > 1 && key[0] == FORMAT && (key[1] == STARTED || key[1] == REPLAYED);
    }

    /** @throws UnreadableRecord if key and value are no such record */
    public static WindowRecord read(byte[] key, byte[] value) {
        try {
            ByteReader keyIn = new ByteReader(key);
            ByteReader in = new ByteReader(value);
            requireFormat(keyIn);
            requireFormat(in);
            long kind = keyIn.varint();
            if (kind == WINDOW) {
                return readWindow(readKey(keyIn), in);
            }
            if (kind == POSITION) {
                return new PublishedPosition(keyIn.varint32(), keyIn.varint32(), in.varint());
            }
            if (kind == STARTED) {
                return new MetricStarted(
                        new TenantId(keyIn.text()),
                        new MetricId(keyIn.text()),
                        keyIn.varint32(),
                        keyIn.varint32(),
                        in.varint());
            }
            if (kind == REPLAYED) {
                return new MetricReplayed(
                        new TenantId(keyIn.text()),
                        new MetricId(keyIn.text()),
                        keyIn.varint32(),
                        keyIn.varint32(),
                        in.varint(),
                        in.varint(),
                        in.varint() == 1);
            }
            throw new IllegalArgumentException("kind " + kind + " is unknown");
        } catch (RuntimeException e) {
            throw new UnreadableRecord("window record: " + e.getMessage(), e);
        }
    }

    /** A window whose key is already known, for example from a table's columns. */
    public static MetricWindow readWindow(WindowKey key, byte[] value) {
        ByteReader in = new ByteReader(value);
        requireFormat(in);
        return readWindow(key, in);
    }

    private static WindowKey readKey(ByteReader in) {
        return new WindowKey(
                new TenantId(in.text()),
                in.text(),
                new MetricId(in.text()),
                in.varint32(),
                GroupKey.parse(in.text()),
                in.text(),
                LocalDate.ofEpochDay(in.int32()));
    }

    private static MetricWindow readWindow(WindowKey key, ByteReader in) {
        SlotForm form = WindowValue.form(in.varint32());
        int slotMinutes = in.varint32();
        Revision revision = new Revision(in.varint32(), in.varint());
        int count = in.varint32();
        TreeMap<Integer, Slot> slots = new TreeMap<>();
        int index = 0;
        for (int read = 0; read < count; read++) {
            index += in.varint32();
            slots.put(index, WindowValue.readSlot(in, form));
        }
        return new MetricWindow(key, form, slotMinutes, revision, slots);
    }

    private static ByteWriter head(int kind) {
        return new ByteWriter().varint(FORMAT).varint(kind);
    }

    private static void requireFormat(ByteReader in) {
        long format = in.varint();
        if (format != FORMAT) {
            throw new IllegalArgumentException("format " + format + " is newer than this reader");
        }
    }
}
