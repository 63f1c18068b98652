package io.tallyhouse.scenarios;

import io.tallyhouse.stack.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as any program could send it: with any key or none, and with any headers. */
record Request(String method, URI uri, Map<String, String> headers, Optional<String> body) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** To the gateway. @param path sent as it is, dots and all */
    static Request to(String method, String path) {
        URI uri = URI.create(SharedStack.get().gateway() + path);
        return new Request(method, uri, Map.of(), Optional.empty());
    }

    /** Past the gateway, to a service itself, as only other services can. */
    static Request toService(String service, String path) {
        URI uri = URI.create(
                "http://127.0.0.1:" + SharedStack.get().service(service).port() + path);
        return new Request("POST", uri, Map.of(), Optional.empty())
                .with("X-Tallyhouse-Service-Secret", SharedStack.get().serviceSecret());
    }

    Request with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, uri, more, body);
    }

    Request withKey(String accessKey) {
        return with("Authorization", "Bearer " + accessKey);
    }

    Request withJson(String json) {
        return new Request(method, uri, headers, Optional.of(json)).with("Content-Type", "application/json");
    }

    Answer send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> answered.put(name, values.get(0)));
            return new Answer(response.statusCode(), answered, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method + " " + uri, e);
        }
    }
}
