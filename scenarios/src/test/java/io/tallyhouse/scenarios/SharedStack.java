package io.tallyhouse.scenarios;

import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.Progress;
import io.tallyhouse.stack.Stack;
import io.tallyhouse.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One stack for all scenarios of a run, on free ports and an empty folder; each scenario has tenants of its own. */
final class SharedStack {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final Stack STACK = start();

    private SharedStack() {}

    static Stack get() {
        return STACK;
    }

    static Path home() {
        return Path.of(System.getProperty("tallyhouse.home", ".."))
                .toAbsolutePath()
                .normalize();
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

    private static Stack start() {
        Path state = home().resolve("scenarios/target/stack");
        deleteAll(state);
        Stack stack = Stack.start(StackSettings.forTests(home(), state), Progress.to(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
    }

    private static void deleteAll(Path folder) {
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
