package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.MeterObserver;
import io.tallyhouse.metrics.meter.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** A meter as the service runs it, on a rig's topics; in this process, or in one of its own that can be killed. */
final class MeterInstance implements AutoCloseable {
    /** So little that windows leave the heap and identities go to disk all the time. */
    private static final long MEMORY_BYTES = 1 << 20;

    private final KafkaStreams streams;
    private final Departed departed;
    private final Standbys standbys;

    /** Where and how it runs. */
    record Place(String bootstrapServers, String name, Path stateDirectory, int standbyReplicas) {
        Place(String bootstrapServers, String name, Path stateDirectory) {
            this(bootstrapServers, name, stateDirectory, 0);
        }

        Place withStandby() {
            return new Place(bootstrapServers, name, stateDirectory, 1);
        }
    }

    /** The service's settings but for these. */
    private record Config(Path stateDirectory, Duration commitInterval, int threads, int standbyReplicas)
            implements MeterConfig {
        @Override
        public String identitySecret() {
            throw new UnsupportedOperationException("the test has its own");
        }

        @Override
        public int generation() {
            return 1;
        }

        @Override
        public Optional<Duration> sessionTimeout() {
            return Optional.empty();
        }

        @Override
        public int groupsMax() {
            return 10_000;
        }

        @Override
        public int dirtyWindowsMax() {
            return 100;
        }

        @Override
        public Optional<Long> memoryBytes() {
            return Optional.of(MEMORY_BYTES);
        }

        @Override
        public Duration closeTimeout() {
            return Duration.ofSeconds(20);
        }
    }

    private MeterInstance(KafkaStreams streams, Departed departed, Standbys standbys) {
        this.streams = streams;
        this.departed = departed;
        this.standbys = standbys;
    }

    static MeterInstance start(Place place, Duration commitInterval, int threads, MeterObserver observer) {
        // a limit of dirty windows that the test's windows pass only where commits are frequent anyway
        int dirtyWindowsMax = commitInterval.compareTo(Duration.ofSeconds(10)) > 0 ? Integer.MAX_VALUE : 100;
        MeterSettings settings = new MeterSettings(
                place.name() + "-events",
                place.name() + "-windows",
                1,
                Usage.SECRET,
                10_000,
                dirtyWindowsMax,
                35,
                MEMORY_BYTES,
                observer);
        Properties properties = StreamsSettings.of(
                place.bootstrapServers(),
                new Config(place.stateDirectory(), commitInterval, threads, place.standbyReplicas()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, place.name());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                Math.max(10_000, 2 * commitInterval.toMillis()));
        KafkaStreams streams = new KafkaStreams(MeterTopology.build(settings), properties);
        streams.setUncaughtExceptionHandler(new ThreadFailures(InstantSource.system()));
        Departed departed = new Departed(place.name(), place.bootstrapServers());
        streams.setStateListener((newState, oldState) -> departed.stateChanged(newState));
        Standbys standbys = new Standbys();
        streams.setStandbyUpdateListener(standbys);
        streams.setGlobalStateRestoreListener(standbys);
        streams.start();
        return new MeterInstance(streams, departed, standbys);
    }

    Standbys standbys() {
        return standbys;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    @Override
    public void close() {
        streams.close(
                new KafkaStreams.CloseOptions().timeout(Duration.ofSeconds(20)).leaveGroup(true));
        departed.close();
    }

    /** Runs until it is killed. */
    public static void main(String[] args) {
        Place place = new Place(args[0], args[1], Path.of(args[2]), Integer.parseInt(args[3]));
        start(place, Duration.ofMillis(100), 1, MeterObserver.NONE);
    }
}
