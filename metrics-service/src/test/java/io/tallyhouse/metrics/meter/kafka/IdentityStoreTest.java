package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.window.ByteWriter;
import io.tallyhouse.metrics.meter.IdentityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against a map, with so little memory that rows go to disk all the time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdentityStoreTest {
    private static final int MEMORY_DAYS = 3;
    private static final int KEYS = 3_000;
    private static final Instant START = Instant.parse("2026-10-05T00:00:00Z");

    @TempDir
    private Path folder;

    /** A store in a task of its own, used while the task processes a record. */
    private static final class Rig implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final IdentityStore store;
        private Runnable use = () -> {};

        Rig(Path folder) {
            Properties properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "identities-test");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            Topology topology = new Topology()
                    .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "events")
                    .addProcessor("none", () -> new Using(this), "source")
                    .addStateStore(IdentityStore.builder("ids", MEMORY_DAYS, new MeterMemory(0)), "none");
            driver = new TopologyTestDriver(topology, properties, START);
            store = (IdentityStore) driver.getStateStore("ids");
        }

        void use(Runnable body) {
            use = body;
            driver.createInputTopic("events", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new byte[] {1});
        }

        List<TestRecord<byte[], byte[]>> pages() {
            return driver.createOutputTopic(
                            "identities-test-ids-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
        }

        @Override
        public void close() {
            driver.close();
        }
    }

    private static final class Using extends ContextualProcessor<byte[], byte[], Void, Void> {
        private final Rig rig;

        Using(Rig rig) {
            this.rig = rig;
        }

        @Override
        public void process(Record<byte[], byte[]> input) {
            rig.use.run();
        }
    }

    private record Remembered(byte[] value, long day) {}

    private static void putOnDays(IdentityStore store, int days) {
        Random random = new Random(4);
        for (int day = 0; day < days; day++) {
            store.advance(START.plus(Duration.ofDays(day)).toEpochMilli());
            for (int count = 0; count < 2_000; count++) {
                store.put(
                        new IdentityKey(random.nextLong(), random.nextLong()),
                        store.writer().int64(day));
            }
        }
    }

    /** Few enough that they come again, with neighbours that differ in the last bit only. */
    private static IdentityKey key(Random random) {
        return key(random.nextInt(KEYS));
    }

    private static IdentityKey key(int number) {
        long spread = (number / 2) * 0x9E3779B97F4A7C15L;
        return new IdentityKey(number % 5 == 0 ? 0 : spread, spread ^ number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_remembers_what_a_map_remembers_and_so_does_a_store_restored_from_its_pages(long seed) {
        Map<IdentityKey, Remembered> model = new HashMap<>();
        try (Rig rig = new Rig(folder.resolve("a"));
                Rig restored = new Rig(folder.resolve("b"))) {
            rig.use(() -> changeAndLook(rig.store, model, new Random(seed)));
            rig.pages().forEach(page -> restored.store.restore(page.key(), page.value()));
            assertAllRemembered(rig.store, model);
            assertAllRemembered(restored.store, model);
            restored.store.flush();
            assertAllRemembered(restored.store, model);
        }
    }

    private static void changeAndLook(IdentityStore store, Map<IdentityKey, Remembered> model, Random random) {
        long day = 0;
        for (int step = 0; step < 40_000; step++) {
            if (random.nextInt(3_000) == 0) {
                day += 1 + random.nextInt(2);
                forgetOld(model, day);
            }
            store.advance(START.plus(Duration.ofDays(day)).toEpochMilli() + random.nextInt(1_000));
            IdentityKey key = key(random);
            assertThat(text(store.get(key))).as("step %d", step).isEqualTo(expected(model, key));
            change(store, model, key, random, day);
            if (random.nextInt(500) == 0) {
                store.log();
            }
        }
        store.log();
    }

    private static void forgetOld(Map<IdentityKey, Remembered> model, long day) {
        model.values().removeIf(remembered -> day - remembered.day() > MEMORY_DAYS);
    }

    private static Optional<String> text(Optional<byte[]> value) {
        return value.map(Arrays::toString);
    }

    private static Optional<String> expected(Map<IdentityKey, Remembered> model, IdentityKey key) {
        return Optional.ofNullable(model.get(key)).map(remembered -> Arrays.toString(remembered.value()));
    }

    private static void change(
            IdentityStore store, Map<IdentityKey, Remembered> model, IdentityKey key, Random random, long day) {
        if (random.nextInt(10) == 0) {
            store.forget(key);
            model.remove(key);
            return;
        }
        byte[] value = new byte[1 + (random.nextInt(50) == 0 ? random.nextInt(9_000) : random.nextInt(60))];
        random.nextBytes(value);
        ByteWriter out = store.writer().raw(value);
        store.put(key, out);
        model.put(key, new Remembered(value, day));
    }

    private static void assertAllRemembered(IdentityStore store, Map<IdentityKey, Remembered> model) {
        for (int number = 0; number < KEYS; number++) {
            IdentityKey key = key(number);
            assertThat(text(store.get(key))).isEqualTo(expected(model, key));
        }
    }

    @Test
    void days_beyond_the_memory_leave_no_files() throws IOException {
        try (Rig rig = new Rig(folder)) {
            Random random = new Random(4);
            for (int day = 0; day < 20; day++) {
                rig.store.advance(START.plus(Duration.ofDays(day)).toEpochMilli());
                for (int count = 0; count < 2_000; count++) {
                    rig.store.put(
                            new IdentityKey(random.nextLong(), random.nextLong()),
                            rig.store.writer().int64(day));
                }
            }
            rig.store.flush();
            try (Stream<Path> files =
                    Files.walk(folder).filter(file -> file.toString().endsWith(".identities"))) {
                assertThat(files.map(file -> file.getFileName().toString().split("-")[0])
                                .distinct())
                        .hasSize(1 + MEMORY_DAYS);
            }
        }
    }
}
