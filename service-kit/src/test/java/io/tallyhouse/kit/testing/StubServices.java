package io.tallyhouse.kit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.call.ServiceCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Stands for the other services in a test: answers what a test has said it answers, everything else with 404. The answers
 * are system properties, because a test and its resources may have different class loaders.
 */
public final class StubServices implements AutoCloseable {
    private static final String PREFIX = "tallyhouse.stub.";

    private final HttpServer server;

    private StubServices(HttpServer server) {
        this.server = server;
    }

    static StubServices start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "stub-services");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", StubServices::answer);
            server.start();
            return new StubServices(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered to whichever tenant's request. @param path as {@code /internal/customers/acme} */
    public static void answer(Service service, String path, Object body) {
        put(service, "", path, body);
    }

    /** What is answered to this tenant's request. */
    public static void answer(Service service, TenantId tenant, String path, Object body) {
        put(service, tenant.value(), path, body);
    }

    /** Settings with this server as every service. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Arrays.stream(Service.values())
                .forEach(service -> settings.put(
                        "tallyhouse.services." + service.moduleName() + ".url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + service.moduleName()));
        return settings;
    }

    private static void put(Service service, String tenant, String path, Object body) {
        System.setProperty(
                PREFIX + tenant + "/" + service.moduleName() + path,
                new String(ContractJson.write(body), StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String tenant = Optional.ofNullable(exchange.getRequestHeaders().getFirst(ServiceCalls.TENANT_HEADER))
                    .orElse("");
            Optional<String> found = Optional.ofNullable(System.getProperty(PREFIX + tenant + path))
                    .or(() -> Optional.ofNullable(System.getProperty(PREFIX + path)));
            byte[] body = found.orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
