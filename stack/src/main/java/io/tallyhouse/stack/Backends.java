package io.tallyhouse.stack;

import io.tallyhouse.backing.BackingException;
import io.tallyhouse.backing.EmbeddedKafka;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.LocalPostgres;
import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL and Kafka of a stack, and how a service is launched on them. */
final class Backends implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private final StackSettings settings;
    private final StateFolder state;
    private LocalPostgres postgres;
    private EmbeddedKafka kafka;

    private Backends(StackSettings settings, StateFolder state, LocalPostgres postgres, EmbeddedKafka kafka) {
        this.settings = settings;
        this.state = state;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    static Backends start(StackSettings settings, StateFolder state) {
        LocalPostgres postgres = startPostgres(settings, state, settings.ports().postgres());
        try {
            return new Backends(settings, state, postgres, startKafka(settings, state));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static LocalPostgres startPostgres(StackSettings settings, StateFolder state, int port) {
        try {
            LocalPostgres.Settings wanted =
                    LocalPostgres.Settings.in(state.folder("postgres")).withPort(port);
            return LocalPostgres.start(settings.durable() ? wanted : wanted.withoutDurability());
        } catch (BackingException e) {
            throw new StackException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static EmbeddedKafka startKafka(StackSettings settings, StateFolder state) {
        try {
            int port = settings.ports().kafka();
            return EmbeddedKafka.start(
                    EmbeddedKafka.Settings.in(state.folder("kafka")).withPorts(port, port == 0 ? 0 : port + 1));
        } catch (BackingException e) {
            throw new StackException("Kafka: " + e.getMessage(), e);
        }
    }

    /** Makes the topics that are missing. */
    void ensureTopics(List<TopicSpec> metered) {
        Stream<TopicSpec> unmetered =
                Topics.unmetered().stream().map(plan -> new TopicSpec(plan.name(), 1, plan.config()));
        try {
            KafkaTopics.ensure(
                    bootstrapServers(),
                    Stream.concat(metered.stream(), unmetered).toList());
        } catch (BackingException e) {
            throw new StackException("Kafka: " + e.getMessage(), e);
        }
    }

    static List<TopicSpec> metered(LogState log) {
        return log.generation().topics().stream()
                .map(plan -> new TopicSpec(plan.name(), log.partitions(), plan.config()))
                .toList();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A service of its own database. @param ports of all services */
    ServiceProcess.Launch launch(Service service, int port, Map<Service, Integer> ports, LogState log) {
        return launch(service.moduleName(), port, ports, log).withEnvironment(databaseSettings(service));
    }

    /** @param ports of all services */
    ServiceProcess.Launch launch(String module, int port, Map<Service, Integer> ports, LogState log) {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.add(StackSettings.heapByModule().getOrDefault(module, "-Xmx96m"));
        options.add("-Dquarkus.http.host=127.0.0.1");
        options.add("-Dquarkus.http.port=" + port);
        options.add("-Dkafka.bootstrap.servers=" + bootstrapServers());
        options.add("-Dtallyhouse.billing.grace=" + settings.billingGrace());
        options.add("-Dtallyhouse.meter.state-directory=" + state.folder("meter"));
        options.add("-Dtallyhouse.log.generation=" + log.generation().number());
        ports.forEach((service, servicePort) ->
                options.add("-Dtallyhouse.services." + service.moduleName() + ".url=http://127.0.0.1:" + servicePort));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TALLYHOUSE_SERVICE_SECRET", serviceSecret());
        environment.put("TALLYHOUSE_METER_IDENTITY_SECRET", state.secret("identity-secret", ""));
        environment.put("TALLYHOUSE_BOOTSTRAP_KEY", operatorKey());
        return new ServiceProcess.Launch(
                module, settings.quarkusJar(module), port, options, environment, state.log(module));
    }

    private Map<String, String> databaseSettings(Service service) {
        String name = databaseName(service);
        PostgresDatabase database =
                postgres.createDatabaseIfMissing(name, state.secret("postgres-" + name + "-password", ""));
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password());
    }

    private static String databaseName(Service service) {
        return service.moduleName().replace("-service", "");
    }

    void stopKafka() {
        kafka.close();
    }

    /** At the same port. */
    void startKafka() {
        int port = Integer.parseInt(bootstrapServers().split(":")[1]);
        kafka = EmbeddedKafka.start(
                EmbeddedKafka.Settings.in(state.folder("kafka")).withPorts(port, 0));
    }

    void stopPostgres() {
        postgres.close();
    }

    /** At the same port. */
    void startPostgres() {
        postgres = startPostgres(settings, state, postgres.port());
    }

    /** As the superuser sees it. */
    PostgresDatabase database(Service service) {
        PostgresDatabase maintenance = postgres.maintenanceDatabase();
        return new PostgresDatabase(
                maintenance.host(),
                maintenance.port(),
                databaseName(service),
                maintenance.user(),
                maintenance.password());
    }

    String serviceSecret() {
        return state.secret("service-secret", "");
    }

    /** The key that makes tenants. */
    String operatorKey() {
        String given = System.getenv("TALLYHOUSE_BOOTSTRAP_KEY");
        return given == null || given.isBlank() ? state.secret("operator-key", "th_live_") : given;
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
