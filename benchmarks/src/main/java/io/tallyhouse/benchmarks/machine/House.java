package io.tallyhouse.benchmarks.machine;

import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.Stack;
import io.tallyhouse.stack.StackPorts;
import io.tallyhouse.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A whole stack with one sandbox tenant, as {@code ./tallyhouse up} runs it: small JVMs, PostgreSQL durable. Its broker
 * lives in this process.
 */
public final class House {
    private static final int PARTITIONS = 8;

    private final Workbench bench;
    private final Stack stack;
    private final String accessKey;
    private final PostgresProbe postgres;
    private final BrokerProbe broker;

    private House(Workbench bench, Path state, Stack stack) {
        this.bench = bench;
        this.stack = stack;
        this.postgres = PostgresProbe.of(state.resolve("postgres"));
        this.broker = bench.keep(new BrokerProbe(stack.kafkaBootstrapServers()));
        this.accessKey = new ApiClient(stack.gateway(), stack.operatorKey())
                .postOk("/v1/tenants", "{\"id\":\"benchmark\",\"name\":\"Benchmark\",\"mode\":\"SANDBOX\"}")
                .path("accessKey")
                .asText();
    }

    /** Starts it in a folder of that name, on free ports. */
    public static House start(Workbench bench, String name) {
        Path state = bench.emptyFolder(name);
        StackSettings settings =
                new StackSettings(bench.home(), state, StackPorts.free(), PARTITIONS, Duration.ZERO, false, true);
        return new House(bench, state, bench.keep(Stack.start(settings, bench.progress())));
    }

    public Stack stack() {
        return stack;
    }

    /** Of the tenant, with all scopes. */
    public String accessKey() {
        return accessKey;
    }

    public ApiClient api() {
        return new ApiClient(stack.gateway(), accessKey);
    }

    public PostgresProbe postgres() {
        return postgres;
    }

    public BrokerProbe broker() {
        return broker;
    }

    /** CPU time of a service since it started. */
    public Duration cpu(String service) {
        return ProcessCpu.of(stack.service(service).pid());
    }

    /** Stops it now; the workbench would stop it at the end of the run. */
    public void stop() {
        bench.done(broker);
        bench.done(stack);
    }
}
