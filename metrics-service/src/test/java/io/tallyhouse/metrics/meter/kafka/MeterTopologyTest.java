package io.tallyhouse.metrics.meter.kafka;

import static io.tallyhouse.metrics.meter.Usage.at;
import static io.tallyhouse.metrics.meter.Usage.event;
import static io.tallyhouse.metrics.meter.Usage.metric;
import static io.tallyhouse.metrics.meter.Usage.start;
import static io.tallyhouse.metrics.meter.Usage.voided;
import static io.tallyhouse.metrics.meter.Usage.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.contracts.window.Revision;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.metrics.meter.Effect;
import io.tallyhouse.metrics.meter.MeterObserver;
import io.tallyhouse.metrics.meter.RecountingMeter;
import io.tallyhouse.metrics.meter.SlotAddress;
import io.tallyhouse.metrics.meter.Timelines;
import io.tallyhouse.metrics.meter.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver commits after each record. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeterTopologyTest {
    private static final MetricDefinition COUNT = metric(Aggregation.COUNT);

    private final List<Effect.Kind> effects = new ArrayList<>();
    private final List<Long> unreadableOffsets = new ArrayList<>();

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> usageEvents;
    private TestOutputTopic<byte[], byte[]> metricWindows;

    @BeforeEach
    void start_the_driver() {
        MeterObserver observer = new MeterObserver() {
            @Override
            public void applied(Effect effect) {
                effects.add(effect.kind());
            }

            @Override
            public void unreadable(int partition, long offset, String reason) {
                unreadableOffsets.add(offset);
            }
        };
        MeterSettings settings = new MeterSettings(
                Topics.USAGE_EVENTS.name(), Topics.METRIC_WINDOWS, 3, Usage.SECRET, 100, 100, 2, 1 << 20, observer);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "meter-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(MeterTopology.build(settings), properties, Instant.EPOCH);
        usageEvents = driver.createInputTopic(
                Topics.USAGE_EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
        metricWindows = driver.createOutputTopic(
                Topics.METRIC_WINDOWS, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close_the_driver() {
        driver.close();
    }

    private void send(UsageRecord... records) {
        for (UsageRecord record : records) {
            usageEvents.pipeInput(new byte[] {1}, UsageRecordCodec.write(record));
        }
    }

    private List<WindowRecord> published() {
        return metricWindows.readRecordsToList().stream()
                .map(MeterTopologyTest::decoded)
                .toList();
    }

    private static WindowRecord decoded(TestRecord<byte[], byte[]> record) {
        return WindowRecordCodec.read(record.key(), record.value());
    }

    private static Map<SlotAddress, Slot> slots(List<WindowRecord> published) {
        Map<WindowKey, MetricWindow> newest = new HashMap<>();
        for (WindowRecord record : published) {
            if (record instanceof MetricWindow window) {
                newest.merge(window.key(), window, (a, b) -> a.revision().compareTo(b.revision()) > 0 ? a : b);
            }
        }
        Map<SlotAddress, Slot> slots = new HashMap<>();
        newest.values()
                .forEach(window ->
                        window.slots().forEach((index, slot) -> slots.put(new SlotAddress(window.key(), index), slot)));
        return slots;
    }

    @Test
    void a_commit_publishes_the_changed_window_and_last_the_position() {
        // Given
        send(start(COUNT));
        // When
        send(event("e-1"));
        // Then
        List<WindowRecord> published = published();
        assertThat(published)
                .filteredOn(record -> !(record instanceof MetricWindow))
                .containsExactly(
                        new MetricStarted(Usage.TENANT, COUNT.id(), 1, 0, 0),
                        new PublishedPosition(3, 0, 1),
                        new PublishedPosition(3, 0, 2));
        assertThat(published.get(2)).isInstanceOfSatisfying(MetricWindow.class, window -> {
            assertThat(window.revision()).isEqualTo(new Revision(3, 1));
            assertThat(window.slotMinutes()).isEqualTo(15);
            assertThat(window.slots().get(40).events()).isEqualTo(1);
        });
    }

    @Test
    void a_window_is_published_whole_under_a_rising_revision() {
        // Given
        send(start(COUNT), at(event("e-1"), "2026-10-05T00:00:00Z"));
        published();
        // When
        send(at(event("e-2"), "2026-10-05T23:59:00Z"));
        send(voided("e-1"), voided("e-2"));
        // Then
        List<MetricWindow> windows = published().stream()
                .filter(MetricWindow.class::isInstance)
                .map(MetricWindow.class::cast)
                .toList();
        assertThat(windows).extracting(window -> window.revision().counter()).containsExactly(2L, 3L, 4L);
        assertThat(windows.get(0).slots()).containsOnlyKeys(0, 95);
        assertThat(windows.get(1).slots()).containsOnlyKeys(95);
        assertThat(windows.get(2).slots()).isEmpty();
    }

    @Test
    void a_duplicate_publishes_no_window_but_moves_the_position() {
        // Given
        send(start(COUNT), event("e-1"));
        published();
        // When
        send(event("e-1"));
        // Then
        assertThat(published()).containsExactly(new PublishedPosition(3, 0, 3));
        assertThat(effects).containsExactly(Effect.Kind.METRIC_STARTED, Effect.Kind.COUNTED, Effect.Kind.DUPLICATE);
    }

    @Test
    void a_record_that_cannot_be_read_is_told_and_passed_over() {
        // Given
        send(start(COUNT));
        published();
        // When
        usageEvents.pipeInput(new byte[] {1}, "{\"kind\":\"EVENT\"".getBytes(StandardCharsets.UTF_8));
        usageEvents.pipeInput(new byte[] {1}, (byte[]) null);
        send(at(event("e-1"), "some day"));
        send(event("e-1"));
        // Then
        assertThat(unreadableOffsets).containsExactly(1L, 2L, 3L);
        List<WindowRecord> published = published();
        assertThat(published.subList(0, 3))
                .containsExactly(
                        new PublishedPosition(3, 0, 2), new PublishedPosition(3, 0, 3), new PublishedPosition(3, 0, 4));
        assertThat(slots(published).values()).extracting(Slot::events).containsExactly(1L);
    }

    @Test
    void the_stores_give_what_the_state_on_the_heap_gives() {
        // Given
        List<UsageRecord> log = Timelines.mixed(7, 90);
        RecountingMeter recounting = new RecountingMeter();
        log.forEach(recounting::apply);
        // When
        log.forEach(this::send);
        // Then
        assertThat(slots(published())).isNotEmpty().isEqualTo(recounting.slots());
    }

    @Test
    void an_identity_takes_few_bytes_in_its_store() {
        // Given
        send(start(COUNT), start(metric(Aggregation.SUM)));
        // When
        send(at(with(event("e-1"), "n", 1_234), "2026-10-05T10:00:00Z"));
        // Then
        List<byte[]> pages = identityPages();
        // a row: 16 key + 1 length + 1 head + 16 digest + 4 time + contributions of 1 and 3
        assertThat(pages.get(pages.size() - 1)).hasSize(42);
    }

    private List<byte[]> identityPages() {
        return driver.createOutputTopic(
                        "meter-test-identities-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    @Test
    void an_identity_is_remembered_for_so_many_days_of_the_log_and_then_forgotten() {
        // Given
        Instant monday = Instant.parse("2026-10-05T23:59:00Z");
        send(start(COUNT));
        sendAt(monday, event("e-1"));
        // When
        sendAt(monday.plus(Duration.ofDays(2)), event("e-1"), event("e-2"));
        sendAt(monday.plus(Duration.ofDays(2)).plusSeconds(60), event("e-1"), event("e-2"));
        // Then
        assertThat(effects)
                .containsExactly(
                        Effect.Kind.METRIC_STARTED,
                        Effect.Kind.COUNTED,
                        // two whole days later it is still known
                        Effect.Kind.DUPLICATE,
                        Effect.Kind.COUNTED,
                        // on the third day it is not
                        Effect.Kind.COUNTED,
                        Effect.Kind.DUPLICATE);
    }

    private void sendAt(Instant appended, UsageRecord... records) {
        for (UsageRecord record : records) {
            usageEvents.pipeInput(new byte[] {1}, UsageRecordCodec.write(record), appended);
        }
    }

    @Test
    void the_topology_is_the_one_that_deployments_have() {
        MeterSettings settings = new MeterSettings(
                Topics.USAGE_EVENTS.name(),
                Topics.METRIC_WINDOWS,
                1,
                Usage.SECRET,
                100,
                100,
                2,
                1 << 20,
                MeterObserver.NONE);

        assertThat(MeterTopology.build(settings).describe().toString().trim()).isEqualTo(golden("meter-topology.txt"));
    }

    private static String golden(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/golden", name)).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
