package io.tallyhouse.stack.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for {@code POST /v1/events}: keeps the last version of each identity, refuses events whose data is {@code
 * bad}, cannot read requests that hold {@code poison}, and is as unreliable as it is told to be.
 */
final class StubIntake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> lastVersion = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;
    private volatile int troubleEvery = Integer.MAX_VALUE;
    private volatile int status;

    StubIntake() throws IOException {
        // else each answer waits 40 ms for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/v1/events", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every n-th request is refused for now, stored without an answer, or stored and not confirmed. */
    void makeTroubleEvery(int n) {
        troubleEvery = n;
    }

    /** All requests are answered so, and nothing is stored; 0 ends it. */
    void answer(int always) {
        status = always;
    }

    /** Identity as {@code subject/id} to the last received {@code data.v}. */
    Map<String, String> lastVersion() {
        return Map.copyOf(lastVersion);
    }

    int requests() {
        return requests.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        int number = requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (status != 0) {
            answer(exchange, status, "{}");
        } else if (new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("poison")) {
            answer(exchange, 400, "{\"detail\":\"not readable\"}");
        } else if (number % troubleEvery != 0) {
            store(exchange, body, true);
        } else {
            switch (number / troubleEvery % 3) {
                case 0 -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    answer(exchange, 429, "{}");
                }
                case 1 -> {
                    store(exchange, body, false);
                    answer(exchange, 503, "{}");
                }
                default -> {
                    store(exchange, body, false);
                    exchange.close();
                }
            }
        }
    }

    private void store(HttpExchange exchange, byte[] body, boolean confirm) throws IOException {
        JsonNode events = JSON.readTree(body);
        ArrayNode errors = JSON.createArrayNode();
        int accepted = 0;
        for (int index = 0; index < events.size(); index++) {
            JsonNode event = events.get(index);
            String version = event.path("data").path("v").asText();
            if (version.equals("bad")) {
                ObjectNode error = errors.addObject().put("index", index);
                error.put("id", event.path("id").asText());
                error.putArray("errors").addObject().put("pointer", "/data/v").put("detail", "'bad' is refused");
            } else {
                lastVersion.put(
                        event.path("subject").asText() + "/" + event.path("id").asText(), version);
                accepted++;
            }
        }
        if (confirm) {
            ObjectNode answer =
                    JSON.createObjectNode().put("accepted", accepted).put("duplicatesInRequest", 0);
            answer.set("errors", errors);
            answer(exchange, accepted == 0 ? 422 : 202, answer.toString());
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
