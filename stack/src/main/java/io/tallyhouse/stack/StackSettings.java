package io.tallyhouse.stack;

import io.tallyhouse.contracts.route.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a stack runs.
 *
 * @param home the folder that holds the built modules
 * @param state where data, logs and secrets are kept
 * @param ports wanted ports; 0 takes a free one
 * @param partitions of {@code usage-events}, fixed when the topics are made
 * @param billingGrace how long runs with lines in arrears wait after their invoice date
 * @param restartDeadServices whether a service that dies is started again
 * @param durable whether PostgreSQL waits for the disk; false only for tests
 */
public record StackSettings(
        Path home,
        Path state,
        StackPorts ports,
        int partitions,
        Duration billingGrace,
        boolean restartDeadServices,
        boolean durable) {
    private static final int PARTITIONS = 8;

    /** What {@code ./tallyhouse up} runs. */
    public static StackSettings standard(Path home, Path state, StackPorts ports) {
        return new StackSettings(home, state, ports, PARTITIONS, Duration.ZERO, true, true);
    }

    /** For tests: free ports, no waiting for the disk, and what is killed stays dead until it is started. */
    public static StackSettings forTests(Path home, Path state) {
        return new StackSettings(home, state, StackPorts.free(), PARTITIONS, Duration.ZERO, false, false);
    }

    Path quarkusJar(String module) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Heap and compiler limits by module, so that nine processes stay under two gibibytes. */
    static Map<String, String> heapByModule() {
        return Map.of(
                Service.INGEST.moduleName(),
                "-Xmx112m",
                Service.METRICS.moduleName(),
                "-Xmx192m",
                Service.CATALOG.moduleName(),
                "-Xmx72m",
                Service.BILLING.moduleName(),
                "-Xmx112m",
                Service.INVOICE.moduleName(),
                "-Xmx128m",
                Stack.GATEWAY,
                "-Xmx64m");
    }
}
