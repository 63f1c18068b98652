package io.tallyhouse.stack;

import io.tallyhouse.backing.BackingException;
import io.tallyhouse.backing.EmbeddedKafka;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.LocalPostgres;
import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A running stack. */
public final class Stack implements AutoCloseable {
    static final String GATEWAY = "gateway";
    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
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
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Watch watch;

    private Stack(StackSettings settings, StateFolder state, LocalPostgres postgres, EmbeddedKafka kafka) {
        this.settings = settings;
        this.state = state;
        this.postgres = postgres;
        this.kafka = kafka;
        this.watch = new Watch(services.values(), () -> Leftovers.remember(state, services()));
    }

    /** Starts everything and returns when the gateway is ready. What was started is stopped again if a part fails. */
    public static Stack start(StackSettings settings, Progress progress) {
        StateFolder state = new StateFolder(settings.state());
        Leftovers.end(state, progress);
        ClaimedPorts ports = ClaimedPorts.of(settings.ports());
        progress.say("starting PostgreSQL and Kafka");
        LocalPostgres postgres = startPostgres(settings, state, settings.ports().postgres());
        try {
            Stack stack = new Stack(settings, state, postgres, startKafka(settings, state));
            try {
                stack.startServices(ports, progress);
                return stack;
            } catch (RuntimeException e) {
                stack.close();
                throw e;
            }
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** Found free before Kafka and PostgreSQL are started, so that a taken port is said at once. */
    private record ClaimedPorts(Map<Service, Integer> services, int gateway) {
        static ClaimedPorts of(StackPorts wanted) {
            Map<Service, Integer> services = new LinkedHashMap<>();
            for (Service service : Service.values()) {
                services.put(service, claimPort(wanted.of(service), service.moduleName()));
            }
            return new ClaimedPorts(services, claimPort(wanted.gateway(), GATEWAY));
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
            EmbeddedKafka kafka = EmbeddedKafka.start(
                    EmbeddedKafka.Settings.in(state.folder("kafka")).withPorts(port, port == 0 ? 0 : port + 1));
            KafkaTopics.ensure(kafka.bootstrapServers(), topics(settings.partitions()));
            return kafka;
        } catch (BackingException e) {
            throw new StackException("Kafka: " + e.getMessage(), e);
        }
    }

    private static List<TopicSpec> topics(int partitions) {
        return Stream.concat(
                        Topics.metered().stream().map(plan -> new TopicSpec(plan.name(), partitions, plan.config())),
                        Topics.unmetered().stream().map(plan -> new TopicSpec(plan.name(), 1, plan.config())))
                .toList();
    }

    private void startServices(ClaimedPorts ports, Progress progress) {
        progress.say("starting five services and the gateway");
        ports.services()
                .forEach((service, port) ->
                        add(launch(service.moduleName(), port, ports.services(), databaseSettings(service))));
        add(launch(GATEWAY, ports.gateway(), ports.services(), Map.of()));
        for (ServiceProcess service : services.values()) {
            service.awaitReady(READY_PATIENCE);
            progress.say(service.name() + " is ready");
        }
        if (settings.restartDeadServices()) {
            watch.start();
        }
    }

    private void add(ServiceProcess.Launch launch) {
        ServiceProcess service = new ServiceProcess(launch);
        services.put(service.name(), service);
        service.start();
        Leftovers.remember(state, services());
    }

    private ServiceProcess.Launch launch(
            String module, int port, Map<Service, Integer> ports, Map<String, String> database) {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.add(StackSettings.heapByModule().getOrDefault(module, "-Xmx96m"));
        options.add("-Dquarkus.http.host=127.0.0.1");
        options.add("-Dquarkus.http.port=" + port);
        options.add("-Dkafka.bootstrap.servers=" + kafka.bootstrapServers());
        options.add("-Dtallyhouse.billing.grace=" + settings.billingGrace());
        options.add("-Dtallyhouse.meter.state-directory=" + state.folder("meter"));
        ports.forEach((service, servicePort) ->
                options.add("-Dtallyhouse.services." + service.moduleName() + ".url=http://127.0.0.1:" + servicePort));
        Map<String, String> environment = new LinkedHashMap<>(database);
        environment.put("TALLYHOUSE_SERVICE_SECRET", state.secret("service-secret", ""));
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

    private static int claimPort(int wanted, String owner) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new StackException(
                    "port " + wanted + " for the " + owner
                            + " is taken; stop the process that holds it, or choose another with --port",
                    e);
        }
    }

    /** The key that makes tenants. */
    public String operatorKey() {
        String given = System.getenv("TALLYHOUSE_BOOTSTRAP_KEY");
        return given == null || given.isBlank() ? state.secret("operator-key", "th_live_") : given;
    }

    /** The broker goes, cleanly, and is away until {@link #startKafka}; for tests of what happens meanwhile. */
    public void stopKafka() {
        kafka.close();
    }

    /** At the same port, with all that it had. */
    public void startKafka() {
        int port = Integer.parseInt(kafkaBootstrapServers().split(":")[1]);
        kafka = EmbeddedKafka.start(
                EmbeddedKafka.Settings.in(state.folder("kafka")).withPorts(port, 0));
    }

    /** All clients are cut off, and nobody answers until {@link #startPostgres}; for tests of what happens meanwhile. */
    public void stopPostgres() {
        postgres.close();
    }

    /** At the same port, with all that it had. */
    public void startPostgres() {
        postgres = startPostgres(settings, state, postgres.port());
    }

    /** A service's database as the superuser sees it; for tests that look or disturb. */
    public PostgresDatabase database(Service service) {
        PostgresDatabase maintenance = postgres.maintenanceDatabase();
        return new PostgresDatabase(
                maintenance.host(),
                maintenance.port(),
                databaseName(service),
                maintenance.user(),
                maintenance.password());
    }

    /** Where the public API answers. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + service(GATEWAY).port());
    }

    public String kafkaBootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What other services send to prove that they are services; for tests that hold or inspect a service. */
    public String serviceSecret() {
        return state.secret("service-secret", "");
    }

    /** By module name, as {@code metrics-service}. */
    public ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service '" + name + "'; there are " + services.keySet());
        }
        return service;
    }

    /** Starts a second instance of a service on a free port, outside the gateway's sight. */
    public ServiceProcess startAnother(Service service, String name) {
        Map<Service, Integer> ports = new LinkedHashMap<>();
        for (Service other : Service.values()) {
            ports.put(other, service(other.moduleName()).port());
        }
        ServiceProcess.Launch first =
                launch(service.moduleName(), claimPort(0, name), ports, databaseSettings(service));
        List<String> options = new ArrayList<>(first.jvmOptions());
        options.add("-Dtallyhouse.meter.state-directory=" + state.folder("meter-" + name));
        ServiceProcess another = new ServiceProcess(new ServiceProcess.Launch(
                name, first.jar(), first.port(), options, first.environment(), state.log(name)));
        services.put(name, another);
        another.start();
        another.awaitReady(READY_PATIENCE);
        return another;
    }

    Collection<ServiceProcess> services() {
        return List.copyOf(services.values());
    }

    /** Stops all services at once, then Kafka and PostgreSQL. */
    @Override
    public void close() {
        watch.stop();
        services().forEach(ServiceProcess::askToStop);
        services().forEach(ServiceProcess::stop);
        Leftovers.forget(state);
        kafka.close();
        postgres.close();
    }
}
