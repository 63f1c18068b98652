package io.tallyhouse.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks metrics-service how its move to a generation of the log goes. */
final class MeterCalls {
    /** All windows are read for a comparison. */
    private static final Duration TIMEOUT = Duration.ofHours(2);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final int port;
    private final String secret;

    MeterCalls(int port, String secret) {
        this.port = port;
        this.secret = secret;
    }

    /** @param counted of {@code records} of the log, so far that usage shows it */
    record Counted(long records, long counted) {
        boolean isAll() {
            return counted >= records;
        }
    }

    /** Empty if it cannot tell yet. */
    Optional<Counted> progress() {
        return send("GET", "progress")
                .filter(answer -> answer.path("known").asBoolean())
                .map(answer -> new Counted(
                        answer.path("records").asLong(), answer.path("counted").asLong()));
    }

    JsonNode comparison() {
        return send("GET", "comparison")
                .orElseThrow(() -> new StackException("metrics-service cannot compare the generations of the log"));
    }

    void forgetFormer() {
        if (send("DELETE", "former").isEmpty()) {
            throw new StackException("metrics-service cannot delete what was counted before");
        }
    }

    private Optional<JsonNode> send(String method, String what) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/internal/generation/" + what))
                .timeout(TIMEOUT)
                .header("X-Tallyhouse-Service-Secret", secret)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() / 100 == 2
                    ? Optional.of(new ObjectMapper()
                            .readTree(answer.body().length == 0 ? "{}".getBytes(UTF_8) : answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while asking metrics-service");
        }
    }
}
