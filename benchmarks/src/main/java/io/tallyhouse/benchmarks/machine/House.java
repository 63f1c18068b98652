package io.tallyhouse.benchmarks.machine;

import com.fasterxml.jackson.databind.JsonNode;
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
public final class House implements AutoCloseable {
    private static final int PARTITIONS = 8;

    private final Stack stack;
    private final String accessKey;
    private final PostgresProbe postgres;
    private final BrokerProbe broker;

    private House(Stack stack, String accessKey, PostgresProbe postgres, BrokerProbe broker) {
        this.stack = stack;
        this.accessKey = accessKey;
        this.postgres = postgres;
        this.broker = broker;
    }

    /** Starts it in a folder of that name, on free ports. */
    public static House start(Workbench bench, String name) {
        Path state = bench.emptyFolder(name);
        StackSettings settings =
                new StackSettings(bench.home(), state, StackPorts.free(), PARTITIONS, Duration.ZERO, false, true);
        Stack stack = bench.keep(Stack.start(settings, bench.progress()));
        JsonNode tenant = new ApiClient(stack.gateway(), stack.operatorKey())
                .postOk("/v1/tenants", "{\"id\":\"benchmark\",\"name\":\"Benchmark\",\"mode\":\"SANDBOX\"}");
        PostgresProbe postgres = PostgresProbe.of(state.resolve("postgres"));
        BrokerProbe broker = bench.keep(new BrokerProbe(stack.kafkaBootstrapServers()));
        return new House(stack, tenant.path("accessKey").asText(), postgres, broker);
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

    @Override
    public void close() {
        broker.close();
        stack.close();
    }
}
