package io.tallyhouse.metrics.meter.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.metrics.meter.IdentityHash;
import io.tallyhouse.metrics.meter.MeterControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The life of the meter in this process: starts when its topics are there, stops with a last commit. */
@ApplicationScoped
public class MeterRuntime implements MeterControl {
    private static final Logger LOGGER = Logger.getLogger(MeterRuntime.class);
    private static final Duration START_PAUSE = Duration.ofMillis(250);

    private final MeterConfig config;
    private final byte[] identitySecret;
    private final MeterCounters counters;
    private final LogGeneration log;
    private final InstantSource clock;
    private final String bootstrapServers;
    private final int memoryDays;
    private @Nullable Thread starter;
    private volatile @Nullable KafkaStreams streams;
    private @Nullable Departed departed;
    private volatile boolean paused;
    private volatile boolean stopping;
    private volatile boolean wasRunning;

    MeterRuntime(
            MeterConfig config,
            MeterCounters counters,
            InstantSource clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "tallyhouse.memory-days", defaultValue = "35") int memoryDays) {
        this.config = config;
        this.identitySecret = IdentityHash.checkedSecret(config.identitySecret().getBytes(StandardCharsets.UTF_8));
        this.counters = counters;
        this.log = new LogGeneration(config.generation());
        this.clock = clock;
        this.bootstrapServers = bootstrapServers;
        this.memoryDays = memoryDays;
    }

    void start(@Observes StartupEvent event) {
        Thread thread = new Thread(this::startWhenTopicsAreThere, "meter-starter");
        thread.setDaemon(true);
        starter = thread;
        thread.start();
    }

    private void startWhenTopicsAreThere() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            while (!stopping && !started(admin)) {
                Thread.sleep(START_PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean started(Admin admin) throws InterruptedException {
        try {
            if (MeteredTopics.partitions(admin, log.usageEvents(), log.metricWindows())
                    .isEmpty()) {
                return false;
            }
            startStreams();
            return true;
        } catch (IllegalStateException | KafkaException e) {
            LOGGER.warnf("the meter cannot start yet: %s", e.getMessage());
            return false;
        }
    }

    private synchronized void startStreams() {
        if (stopping) {
            return;
        }
        MeterSettings settings = new MeterSettings(
                log.usageEvents(),
                log.metricWindows(),
                config.generation(),
                identitySecret,
                config.groupsMax(),
                config.dirtyWindowsMax(),
                memoryDays,
                MeterMemory.bytes(config),
                counters);
        KafkaStreams client =
                new KafkaStreams(MeterTopology.build(settings), StreamsSettings.of(bootstrapServers, config));
        client.setUncaughtExceptionHandler(new ThreadFailures(clock));
        Departed others = new Departed(StreamsSettings.applicationId(config.generation()), bootstrapServers);
        client.setStateListener((newState, oldState) -> {
            wasRunning = wasRunning || newState == KafkaStreams.State.RUNNING;
            LOGGER.infof("the meter is %s", newState);
            others.stateChanged(newState);
        });
        if (paused) {
            client.pause();
        }
        client.start();
        streams = client;
        departed = others;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (starter != null) {
            starter.interrupt();
            starter.join(config.closeTimeout().toMillis());
        }
        close();
    }

    private synchronized void close() {
        KafkaStreams client = streams;
        if (client == null) {
            return;
        }
        boolean closed = client.close(
                new KafkaStreams.CloseOptions().timeout(config.closeTimeout()).leaveGroup(true));
        if (!closed) {
            LOGGER.warnf("the meter did not stop within %s; the next start restores its stores", config.closeTimeout());
        }
        streams = null;
        if (departed != null) {
            departed.close();
        }
    }

    @Override
    public synchronized void pause() {
        paused = true;
        running().ifPresent(KafkaStreams::pause);
        LOGGER.info("the meter is held");
    }

    @Override
    public synchronized void resume() {
        paused = false;
        running().ifPresent(KafkaStreams::resume);
        LOGGER.info("the meter goes on");
    }

    /** True from the first time all partitions are restored, also while partitions move between instances. */
    boolean isReady() {
        KafkaStreams.State state = state();
        return state == KafkaStreams.State.RUNNING || wasRunning && state == KafkaStreams.State.REBALANCING;
    }

    KafkaStreams.State state() {
        return running().map(KafkaStreams::state).orElse(KafkaStreams.State.CREATED);
    }

    /** Next offsets of this instance's partitions; below 0 before the first commit. */
    Map<Integer, Long> committedOffsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        running().stream()
                .flatMap(client -> client.metadataForLocalThreads().stream())
                .flatMap(thread -> thread.activeTasks().stream())
                .forEach(task -> task.committedOffsets()
                        .forEach((partition, offset) -> offsets.put(partition.partition(), offset)));
        return offsets;
    }

    private Optional<KafkaStreams> running() {
        return Optional.ofNullable(streams);
    }
}
