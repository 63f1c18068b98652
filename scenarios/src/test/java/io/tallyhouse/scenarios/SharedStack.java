package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.Progress;
import io.tallyhouse.stack.ServiceProcess;
import io.tallyhouse.stack.Stack;
import io.tallyhouse.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One stack for all scenarios of a run, on free ports and an empty folder; each scenario has tenants of its own. A
 * scenario that kills or holds a service ends with {@link #heal}.
 */
final class SharedStack {
    static final String INGEST = Service.INGEST.moduleName();
    static final String METRICS = Service.METRICS.moduleName();
    static final String BILLING = Service.BILLING.moduleName();

    private static final Duration READY_PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final Stack STACK = start();

    private SharedStack() {}

    static Stack get() {
        return STACK;
    }

    /** A fresh sandbox tenant. */
    static Tenant newTenant(String name) {
        String id = name + "-" + TENANTS.incrementAndGet();
        ApiClient operator = new ApiClient(STACK.gateway(), STACK.operatorKey());
        String key = operator.postOk(
                        "/v1/tenants", "{\"id\":\"%s\",\"name\":\"%s\",\"mode\":\"SANDBOX\"}".formatted(id, name))
                .path("accessKey")
                .asText();
        return new Tenant(id, key, new ApiClient(STACK.gateway(), key));
    }

    /** As kill -9. */
    static void kill(String service) {
        STACK.service(service).kill();
    }

    /** Starts what was killed, and returns when it is ready. */
    static void restart(String service) {
        ServiceProcess process = STACK.service(service);
        process.start();
        process.awaitReady(READY_PATIENCE);
    }

    /** The meter takes up nothing until {@link #resumeMeter}; what is accepted waits in its topic. */
    static void pauseMeter() {
        meter("pause");
    }

    static void resumeMeter() {
        meter("resume");
    }

    /** Everything is up and goes on. */
    static void heal() {
        for (Service service : Service.values()) {
            restart(service.moduleName());
        }
        resumeMeter();
    }

    private static void meter(String what) {
        int status =
                Request.toService(METRICS, "/internal/meter/" + what).send().status();
        assertThat(status).as("%s the meter", what).isEqualTo(204);
    }

    private static Stack start() {
        Path state = Path.of("target/stack").toAbsolutePath();
        deleteAll(state);
        Stack stack = Stack.start(StackSettings.forTests(House.built(), state), Progress.to(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
    }

    static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
