package io.tallyhouse.gateway;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.route.Service;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** The gateway's own questions to the services: their health and their OpenAPI documents. */
@ApplicationScoped
public class ServiceGets {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient client;
    private final ServiceUrls urls;

    ServiceGets(Vertx vertx, ServiceUrls urls) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1_000));
        this.urls = urls;
    }

    /** Status and body of an answer. */
    record Answer(int status, Buffer body) {}

    Uni<Answer> get(Service service, String path) {
        URI url = urls.urlOf(service);
        return Uni.createFrom()
                .completionStage(() -> client.request(HttpMethod.GET, url.getPort(), url.getHost(), path)
                        .compose(HttpClientRequest::send)
                        .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body)))
                        .toCompletionStage())
                .ifNoItem()
                .after(TIMEOUT)
                .fail();
    }
}
