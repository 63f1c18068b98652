package io.tallyhouse.kit.reader;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts a service's topic readers, stops them with it, and shows their lag. */
@ApplicationScoped
public class TopicReaders {
    private final Pool pool;
    private final AgroalDataSource dataSource;
    private final MeterRegistry metrics;
    private final String bootstrapServers;
    private final String application;
    private final Map<String, TopicReader> readers = new ConcurrentHashMap<>();

    TopicReaders(
            Pool pool,
            AgroalDataSource dataSource,
            MeterRegistry metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.metrics = metrics;
        this.bootstrapServers = bootstrapServers;
        this.application = application;
    }

    public TopicReader start(ReaderSpec spec, RecordHandler handler) {
        return register(spec, ReaderTransactions.reactive(pool, handler));
    }

    /** For handlers that work over JDBC. */
    public TopicReader startCopying(ReaderSpec spec, CopyHandler handler) {
        return register(spec, ReaderTransactions.copying(dataSource, handler));
    }

    /** True if all that stood in the reader's topics when this was asked is applied. */
    public Uni<Boolean> hasReachedEnd(TopicReader reader) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return reader.hasReachedEnd();
                    } catch (Exception e) {
                        throw new IllegalStateException("end offsets cannot be read", e);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private TopicReader register(ReaderSpec spec, ReaderTransactions transactions) {
        String group = application + "-" + spec.name();
        TopicReader reader =
                TopicReader.start(spec, new TopicReader.Connections(bootstrapServers, group, dataSource), transactions);
        if (readers.putIfAbsent(spec.name(), reader) != null) {
            reader.close();
            throw new IllegalStateException("reader '" + spec.name() + "' is already started");
        }
        metrics.gauge(
                "tallyhouse.reader.lag",
                java.util.List.of(io.micrometer.core.instrument.Tag.of("reader", spec.name())),
                reader,
                TopicReader::lag);
        return reader;
    }

    /** Reader by name: whether it reads, or fails again and again. */
    Map<String, Boolean> health() {
        Map<String, Boolean> health = new TreeMap<>();
        readers.forEach((name, reader) -> health.put(name, reader.isHealthy()));
        return health;
    }

    void stop(@Observes ShutdownEvent event) {
        readers.values().forEach(TopicReader::close);
    }
}
