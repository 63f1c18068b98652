package io.tallyhouse.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tallyhouse.contracts.route.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Stands behind the gateway: every service but invoice-service tells who it is and what reached it. */
public final class EchoServices implements QuarkusTestResourceLifecycleManager {
    private final Map<Service, HttpServer> servers = new TreeMap<>();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        for (Service service : Service.values()) {
            int port = service == Service.INVOICE ? deadPort() : echo(service);
            settings.put("tallyhouse.services." + service.moduleName() + ".url", "http://127.0.0.1:" + port);
        }
        return settings;
    }

    private int echo(Service service) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.createContext("/", exchange -> answer(service, exchange));
            server.start();
            servers.put(service, server);
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int deadPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Service service, HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String headers = String.join(",", new TreeMap<>(exchange.getRequestHeaders()).keySet())
                .toLowerCase(java.util.Locale.ROOT);
        String text = exchange.getRequestURI().getPath().equals("/q/openapi")
                ? document(service)
                : "{\"service\":\"%s\",\"method\":\"%s\",\"uri\":\"%s\",\"headers\":\"%s\",\"bytes\":%d}"
                        .formatted(
                                service.moduleName(),
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                headers,
                                sent.length);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String document(Service service) {
        return """
                {"openapi":"3.1.0","paths":{"/v1/%1$s":{"get":{"responses":{"200":{"content":{"application/json":
                {"schema":{"$ref":"#/components/schemas/Page"}}}}}}},"/internal/%1$s":{"get":{}}},
                "components":{"schemas":{"Page":{"title":"%1$s"}}}}""".formatted(service.moduleName());
    }

    @Override
    public void stop() {
        servers.values().forEach(server -> server.stop(0));
    }
}
