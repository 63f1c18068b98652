package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.metrics.meter.Effect;
import io.tallyhouse.metrics.meter.MeterObserver;
import io.tallyhouse.metrics.meter.Timelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the meter must keep when Kafka is upgraded: whatever ends a commit interval, all that its inputs did is
 * published with them, once. The logs hold duplicates, superseding versions, voids and restores.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PreCommitHookIT {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final int LENGTH = 6_000;

    @TempDir
    private Path folder;

    private MeterRig rig;

    @BeforeEach
    void make_topics() {
        rig = new MeterRig();
        rig.startMetrics(Timelines.metrics());
    }

    @AfterEach
    void close_the_rig() {
        rig.close();
    }

    private MeterInstance.Place place(String name) {
        return new MeterInstance.Place(rig.bootstrapServers, rig.name, folder.resolve(name));
    }

    /** Counts what is processed. */
    private static final class Progress implements MeterObserver {
        private final AtomicLong processed = new AtomicLong();

        @Override
        public void applied(Effect effect) {
            processed.incrementAndGet();
        }
    }

    /** Fails once while counting, and then once while committing. */
    private static final class FailsTwice implements MeterObserver {
        private final long failAt;
        private final AtomicLong applied = new AtomicLong();
        private final AtomicLong publishedAfter = new AtomicLong();

        FailsTwice(long failAt) {
            this.failAt = failAt;
        }

        @Override
        public void applied(Effect effect) {
            if (applied.incrementAndGet() == failAt) {
                throw new IllegalStateException("planted failure while counting");
            }
        }

        @Override
        public void published(int partition, long position) {
            if (applied.get() > failAt && publishedAfter.incrementAndGet() == 2) {
                throw new IllegalStateException("planted failure while committing");
            }
        }
    }

    @Test
    void a_clean_close_publishes_what_no_timer_has() {
        // Given
        rig.send(Timelines.wide(1, LENGTH));
        Progress progress = new Progress();
        MeterInstance meter = MeterInstance.start(place("a"), NEVER, 2, progress);
        await().atMost(Duration.ofSeconds(60)).until(() -> progress.processed.get() == rig.sentCount());
        // When
        meter.close();
        // Then
        rig.assertExact();
    }

    @Test
    void a_commit_by_the_timer_publishes_all_that_it_covers() {
        // Given
        try (MeterInstance meter = MeterInstance.start(place("a"), OFTEN, 1, MeterObserver.NONE)) {
            // When
            rig.send(Timelines.wide(2, LENGTH));
            rig.awaitAllPublished();
            // Then
            rig.assertExact();
            assertThat(meter.state()).isEqualTo(KafkaStreams.State.RUNNING);
        }
    }

    @Test
    void a_failure_while_counting_or_committing_loses_and_doubles_nothing() {
        // Given
        FailsTwice failing = new FailsTwice(LENGTH / 2);
        try (MeterInstance meter = MeterInstance.start(place("a"), OFTEN, 1, failing)) {
            // When
            rig.send(Timelines.wide(3, LENGTH));
            rig.awaitAllPublished();
            // Then
            assertThat(failing.publishedAfter.get()).isGreaterThan(2);
            rig.assertExact();
            assertThat(meter.state()).isNotEqualTo(KafkaStreams.State.ERROR);
        }
    }

    @Test
    void instances_that_join_and_leave_in_mid_stream_lose_and_double_nothing() {
        // Given
        try (MeterInstance first = MeterInstance.start(place("first"), OFTEN, 2, MeterObserver.NONE)) {
            rig.send(Timelines.wide(5, LENGTH));
            rig.awaitPublished(LENGTH / 4);
            // When
            MeterInstance second = MeterInstance.start(place("second"), OFTEN, 1, MeterObserver.NONE);
            for (int part = 0; part < 6; part++) {
                rig.send(Timelines.wide(6 + part, LENGTH / 6));
                rig.awaitPublished(LENGTH + (part + 1L) * LENGTH / 12);
            }
            // it must have taken part before it leaves, however long a busy machine takes to share the partitions
            await().atMost(Duration.ofSeconds(60)).until(() -> second.state() == KafkaStreams.State.RUNNING);
            rig.send(Timelines.wide(20, LENGTH));
            second.close();
            rig.awaitAllPublished();
            // Then
            rig.assertExact();
            assertThat(first.state()).isNotEqualTo(KafkaStreams.State.ERROR);
        }
    }

    @Test
    void a_killed_instance_goes_on_exactly_with_its_stores_or_without_them() throws Exception {
        // Given
        rig.send(Timelines.wide(30, LENGTH));
        killed(place("a"), LENGTH / 3);
        rig.send(Timelines.wide(31, LENGTH));
        killed(place("a"), LENGTH + LENGTH / 3);
        delete(folder.resolve("a"));
        // When
        try (MeterInstance restored = MeterInstance.start(place("b"), OFTEN, 1, MeterObserver.NONE)) {
            rig.send(Timelines.wide(32, LENGTH));
            rig.awaitAllPublished();
            // Then
            rig.assertExact();
            assertThat(restored.state()).isEqualTo(KafkaStreams.State.RUNNING);
        }
    }

    @Test
    void the_stores_of_a_meter_that_runs_have_no_checkpoint_by_which_they_would_be_good_after_a_kill()
            throws Exception {
        // Given
        rig.send(Timelines.wide(40, LENGTH));
        killed(place("a"), LENGTH / 3);
        assertThat(checkpoints("a")).isEmpty();
        // When
        MeterInstance restored = MeterInstance.start(place("a"), OFTEN, 1, MeterObserver.NONE);
        rig.awaitAllPublished();
        // Then
        assertThat(checkpoints("a")).isEmpty();
        restored.close();
        assertThat(checkpoints("a")).isNotEmpty();
        rig.assertExact();
    }

    private List<Path> checkpoints(String name) throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve(name))) {
            return paths.filter(path -> path.endsWith(".checkpoint")).toList();
        }
    }

    /** Runs an instance in a process of its own and kills it once so many records are published. */
    private void killed(MeterInstance.Place place, long published) throws IOException, InterruptedException {
        try (MeterProcess process = MeterProcess.start(place, folder.resolve("killed.log"))) {
            rig.awaitPublished(published);
            process.kill();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
