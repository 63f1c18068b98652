package io.tallyhouse.metrics.meter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.metrics.meter.MeterObserver;
import io.tallyhouse.metrics.meter.Timelines;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two meters, each with standbys of the other's partitions, which turn active and back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StandbyIT {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final int LENGTH = 2_000;
    /** Of a partition: identities, windows, contributions, groups, definitions. */
    private static final int CHANGELOGS = 5;

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
        return new MeterInstance.Place(rig.bootstrapServers, rig.name, folder.resolve(name)).withStandby();
    }

    private static void awaitStandbys(MeterInstance meter) {
        await().atMost(Duration.ofSeconds(60)).until(() -> meter.standbys().areUpToDate(CHANGELOGS));
    }

    @Test
    void a_standby_takes_over_from_a_killed_meter_and_restores_only_what_it_lacks() throws Exception {
        // Given
        rig.send(Timelines.wide(50, LENGTH));
        try (MeterProcess other = MeterProcess.start(place("other"), folder.resolve("other.log"))) {
            rig.awaitPublished(LENGTH / 2);
            try (MeterInstance meter = MeterInstance.start(place("meter"), OFTEN, 1, MeterObserver.NONE)) {
                rig.awaitAllPublished();
                awaitStandbys(meter);
                rig.send(Timelines.wide(51, LENGTH));
                rig.awaitPublished(LENGTH + LENGTH / 4);
                // When
                other.kill();
                rig.send(Timelines.wide(52, LENGTH));
                rig.awaitAllPublished();
                // Then
                rig.assertExact();
                assertThat(meter.standbys().promoted()).isGreaterThanOrEqualTo(CHANGELOGS);
                assertThat(meter.standbys().lacked())
                        .isLessThan(meter.standbys().updated() / 2);
            }
        }
    }

    @Test
    void partitions_that_become_standbys_and_active_again_lose_and_double_nothing() {
        // Given
        try (MeterInstance meter = MeterInstance.start(place("meter"), OFTEN, 1, MeterObserver.NONE)) {
            rig.send(Timelines.wide(60, LENGTH));
            rig.awaitAllPublished();
            long sent = rig.sentCount();
            for (int round = 1; round <= 2; round++) {
                // When
                try (MeterInstance other = MeterInstance.start(place("other"), OFTEN, 1, MeterObserver.NONE)) {
                    awaitStandbys(meter);
                    awaitStandbys(other);
                    rig.send(Timelines.wide(60 + 2 * round, LENGTH));
                    rig.awaitPublished(sent + LENGTH / 2);
                }
                rig.send(Timelines.wide(61 + 2 * round, LENGTH));
                rig.awaitAllPublished();
                sent = rig.sentCount();
                // Then
                assertThat(meter.standbys().promoted()).isGreaterThanOrEqualTo(round * CHANGELOGS);
                rig.assertExact();
            }
        }
    }
}
