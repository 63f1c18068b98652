package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The fast reader against the codec: whatever the bytes, both read the same or refuse alike. */
class UsageRecordReaderProperties {
    private static final List<String> TEXTS =
            List.of("", "a", "m3", "acme", "with \"quotes\"", "back\\slash", "Zoë", "新", "\u0001", "😀", "a,b", "}");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1", "-12.50", "1e5", "1E-7", "0.10", "12345678901234567890123456789012345", "7");
    private static final List<String> TIMES =
            List.of("2026-10-01T12:00:00Z", "2026-10-01T12:00:00.120Z", "2026-02-28T23:59:59+02:00", "some day", "");

    private final UsageRecordReader reader = new UsageRecordReader();
    private final UsageRecordWriter writer = new UsageRecordWriter();

    @Property(tries = 3_000)
    void what_the_codec_writes_is_read_alike(@ForAll long seed) {
        Random random = new Random(seed);
        UsageRecord record = record(random);
        assertReadAlike(UsageRecordCodec.write(record));
        if (record instanceof UsageEvent event && reader.canonical().isPresent()) {
            assertThat(reader.canonical().get().toByteArray()).isEqualTo(CanonicalForm.bytes(event));
            assertThat(reader.canonical().get().digest()).isEqualTo(CanonicalForm.digest(event));
        }
    }

    @Property(tries = 3_000)
    void the_fast_writer_writes_what_the_codec_writes(@ForAll long seed) {
        Random random = new Random(seed);
        UsageRecord record = record(random);
        assertThat(writer.write(record)).isEqualTo(UsageRecordCodec.write(record));
    }

    @Property(tries = 1_000)
    void properties_collected_one_by_one_are_those_of_a_map(@ForAll long seed) {
        Random random = new Random(seed);
        EventProperties properties = new EventProperties();
        TreeMap<String, DataValue> map = new TreeMap<>();
        for (int count = random.nextInt(30); count > 0; count--) {
            String key = TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(20);
            assertThat(properties.has(key)).isEqualTo(map.containsKey(key));
            if (map.putIfAbsent(key, new NumberValue("1")) == null) {
                properties.add(key, new NumberValue("1"));
            }
        }
        assertThat(List.copyOf(properties.toMap().entrySet()))
                .isEqualTo(List.copyOf(UsageEvent.ordered(map).entrySet()));
    }

    @Property(tries = 3_000)
    void damaged_records_are_read_or_refused_alike(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = UsageRecordCodec.write(record(random));
        int at = random.nextInt(bytes.length);
        byte[] damaged = switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> replaced(bytes, at, (byte) random.nextInt(256));
            case 2 -> replaced(bytes, at, (byte) " \"\\,:{}0-.eE".charAt(random.nextInt(12)));
            default -> spaced(bytes, at);
        };
        assertReadAlike(damaged);
    }

    @Property(tries = 200)
    void an_ordinary_event_is_read_the_fast_way(@ForAll int number) {
        TreeMap<String, DataValue> data = new TreeMap<>();
        data.put("model", new TextValue("m3"));
        data.put("n", new NumberValue(Integer.toString(number)));
        EventIdentity identity = new EventIdentity(new TenantId("t"), "acme", "", "e-" + number);
        reader.read(UsageRecordCodec.write(
                new UsageEvent(identity, "call", Optional.of("2026-10-01T12:00:00Z"), Instant.EPOCH, data)));
        assertThat(reader.canonical()).isPresent();
    }

    private void assertReadAlike(byte[] bytes) {
        assertThat(outcome(() -> reader.read(bytes))).isEqualTo(outcome(() -> UsageRecordCodec.read(bytes)));
    }

    private interface Reading {
        UsageRecord read();
    }

    private static Object outcome(Reading reading) {
        try {
            return reading.read();
        } catch (UnreadableRecord e) {
            return "refused";
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }

    private static byte[] replaced(byte[] bytes, int at, byte by) {
        byte[] replaced = bytes.clone();
        replaced[at] = by;
        return replaced;
    }

    private static byte[] spaced(byte[] bytes, int at) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return (text.substring(0, at) + " " + text.substring(at)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static UsageRecord record(Random random) {
        EventIdentity identity =
                new EventIdentity(new TenantId("t-1"), text(random), text(random), "e-" + random.nextInt(9));
        Instant accepted = Instant.ofEpochSecond(1_800_000_000L + random.nextInt(1000), random.nextInt(3) * 1_000_000);
        TreeMap<String, DataValue> data = new TreeMap<>();
        for (int count = random.nextInt(12); count > 0; count--) {
            data.put(random.nextInt(3) == 0 ? text(random) : "p" + random.nextInt(20), value(random));
        }
        UsageEvent event = new UsageEvent(
                identity,
                text(random),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(TIMES.get(random.nextInt(TIMES.size()))),
                accepted,
                data,
                random.nextInt(3) == 0 ? Optional.of((long) random.nextInt(3)) : Optional.empty(),
                Optional.empty());
        return switch (random.nextInt(10)) {
            case 0 -> new EventVoid(identity, accepted);
            case 1 -> new EventQuarantined(event, "old");
            default -> event;
        };
    }

    /** Mostly of the ordinary kind, or no event would be read the fast way. */
    private static String text(Random random) {
        return random.nextInt(4) > 0 ? "s-" + random.nextInt(5) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static DataValue value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new TextValue(text(random));
            case 1 -> new BooleanValue(random.nextBoolean());
            case 2 -> new NullValue();
            default -> new NumberValue(NUMBERS.get(random.nextInt(NUMBERS.size())));
        };
    }
}
