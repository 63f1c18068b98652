package io.tallyhouse.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The public API with one access key, as any customer's program would use it. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI gateway;
    private final String accessKey;

    public ApiClient(URI gateway, String accessKey) {
        this.gateway = gateway;
        this.accessKey = accessKey;
    }

    /** An answer of the API. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new StackException(
                        "the answer is not JSON: " + new String(body, java.nio.charset.StandardCharsets.UTF_8), e);
            }
        }

        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    /** Sends, and fails with the problem's words unless the status is one of 200 to 299. */
    public JsonNode postOk(String path, String json) {
        return requireOk("POST " + path, post(path, json)).json();
    }

    public JsonNode getOk(String path) {
        return requireOk("GET " + path, get(path)).json();
    }

    private static Answer requireOk(String request, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new StackException(request + " answered " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    public Answer send(String method, String path, @org.jspecify.annotations.Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + accessKey)
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new StackException(method + " " + path + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted during " + method + " " + path);
        }
    }
}
