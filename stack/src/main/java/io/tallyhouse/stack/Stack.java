package io.tallyhouse.stack;

import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.contracts.route.Service;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running stack. */
public final class Stack implements AutoCloseable {
    static final String GATEWAY = "gateway";
    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    private final StackSettings settings;
    private final StateFolder state;
    private final Backends backends;
    private final LogState log;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Watch watch;

    private Stack(StackSettings settings, StateFolder state, Backends backends, LogState log) {
        this.settings = settings;
        this.state = state;
        this.backends = backends;
        this.log = log;
        this.watch = new Watch(services.values(), () -> Leftovers.remember(state, services()));
    }

    /** Starts everything and returns when the gateway is ready. What was started is stopped again if a part fails. */
    public static Stack start(StackSettings settings, Progress progress) {
        StateFolder state = new StateFolder(settings.state());
        Leftovers.end(state, progress);
        LogState log = LogState.of(state, settings.partitions());
        log.write(state);
        ClaimedPorts ports = ClaimedPorts.of(settings.ports());
        progress.say("starting PostgreSQL and Kafka");
        Backends backends = Backends.start(settings, state);
        try {
            backends.ensureTopics(Backends.metered(log));
            Stack stack = new Stack(settings, state, backends, log);
            try {
                stack.startServices(ports, progress);
                stack.forgetFormer(progress);
                return stack;
            } catch (RuntimeException e) {
                stack.stopServices();
                throw e;
            }
        } catch (RuntimeException e) {
            backends.close();
            throw e;
        }
    }

    /** What a rebuild left that was ended after it had put its generation into force. */
    private void forgetFormer(Progress progress) {
        if (log.former().isPresent()) {
            progress.say("deleting generation " + log.former().get().number() + " of the log, which is not in force");
            new FormerGeneration(state, backends)
                    .delete(log, service(Service.METRICS.moduleName()).port());
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

    private void startServices(ClaimedPorts ports, Progress progress) {
        progress.say("starting five services and the gateway");
        ports.services().forEach((service, port) -> add(backends.launch(service, port, ports.services(), log)));
        add(backends.launch(GATEWAY, ports.gateway(), ports.services(), log));
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

    static int claimPort(int wanted, String owner) {
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
        return backends.operatorKey();
    }

    /** The broker goes, cleanly, and is away until {@link #startKafka}; for tests of what happens meanwhile. */
    public void stopKafka() {
        backends.stopKafka();
    }

    /** At the same port, with all that it had. */
    public void startKafka() {
        backends.startKafka();
    }

    /** All clients are cut off, and nobody answers until {@link #startPostgres}; for tests of what happens meanwhile. */
    public void stopPostgres() {
        backends.stopPostgres();
    }

    /** At the same port, with all that it had. */
    public void startPostgres() {
        backends.startPostgres();
    }

    /** A service's database as the superuser sees it; for tests that look or disturb. */
    public PostgresDatabase database(Service service) {
        return backends.database(service);
    }

    /** Where the public API answers. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + service(GATEWAY).port());
    }

    public String kafkaBootstrapServers() {
        return backends.bootstrapServers();
    }

    /** What other services send to prove that they are services; for tests that hold or inspect a service. */
    public String serviceSecret() {
        return backends.serviceSecret();
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
        ServiceProcess.Launch first = backends.launch(service, claimPort(0, name), ports, log);
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
        stopServices();
        backends.close();
    }

    private void stopServices() {
        watch.stop();
        services().forEach(ServiceProcess::askToStop);
        services().forEach(ServiceProcess::stop);
        Leftovers.forget(state);
    }
}
