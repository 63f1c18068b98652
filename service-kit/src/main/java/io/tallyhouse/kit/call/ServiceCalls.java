package io.tallyhouse.kit.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads from other services' internal paths. Addresses are settings {@code tallyhouse.services.<module>.url}. A try takes
 * two seconds at most; one that found no connection is followed by two more.
 */
@ApplicationScoped
public class ServiceCalls {
    public static final String SECRET_HEADER = "X-Tallyhouse-Service-Secret";
    public static final String TENANT_HEADER = "X-Tallyhouse-Tenant";
    private static final Logger LOGGER = Logger.getLogger(ServiceCalls.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int CONNECTIONS_MAX = 32;
    private static final int WAITING_MAX = 1_000;
    private static final int RETRIES_MAX = 2;

    private final Vertx vertx;
    private final HttpClient client;
    private final Config config;
    private final String secret;

    ServiceCalls(Vertx vertx, Config config, @ConfigProperty(name = "tallyhouse.service-secret") String secret) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setMaxPoolSize(CONNECTIONS_MAX)
                .setMaxWaitQueueSize(WAITING_MAX));
        this.config = config;
        this.secret = secret;
    }

    /**
     * @param path from the root and encoded, as {@code /internal/customers/acme}
     * @return empty for 404; fails with a problem 503 if the service is down or overdue
     */
    public Uni<Optional<JsonNode>> get(Service service, TenantId tenant, String path) {
        return read(service, tenant, path, JsonNode.class);
    }

    /** As {@link #get}, as a contract record. */
    public <T> Uni<Optional<T>> read(Service service, TenantId tenant, String path, Class<T> type) {
        return read(service, Optional.of(tenant), path, type);
    }

    /** As {@link #get}, of what is not any tenant's. */
    public <T> Uni<Optional<T>> read(Service service, String path, Class<T> type) {
        return read(service, Optional.empty(), path, type);
    }

    /** Reads what a body asks for, where it is too much for a path. The answer must not be 404. */
    public <T> Uni<T> ask(Service service, TenantId tenant, String path, Object question, Class<T> type) {
        Buffer body = Buffer.buffer(ContractJson.write(question));
        return call(service, request(HttpMethod.POST, service, Optional.of(tenant), path), body)
                .map(answer -> answer.read(service, path, type)
                        .orElseThrow(() -> new IllegalStateException(service.moduleName() + " has no " + path)));
    }

    private <T> Uni<Optional<T>> read(Service service, Optional<TenantId> tenant, String path, Class<T> type) {
        return call(service, request(HttpMethod.GET, service, tenant, path), Buffer.buffer())
                .map(answer -> answer.read(service, path, type));
    }

    private RequestOptions request(HttpMethod method, Service service, Optional<TenantId> tenant, String path) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(baseUrl(service) + path)
                .setTimeout(TIMEOUT.toMillis())
                .putHeader(SECRET_HEADER, secret);
        tenant.ifPresent(id -> request.putHeader(TENANT_HEADER, id.value()));
        if (method == HttpMethod.POST) {
            request.putHeader("Content-Type", "application/json");
        }
        return request;
    }

    private Uni<Answer> call(Service service, RequestOptions request, Buffer body) {
        return Uni.createFrom()
                .completionStage(() -> send(request, body).toCompletionStage())
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure(ServiceCalls::neverConnected)
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(200))
                .withJitter(0.5)
                .atMost(RETRIES_MAX)
                .onFailure()
                .transform(failure -> unavailable(service, failure));
    }

    /**
     * On an event loop from the first to the last step: an answer whose body is asked for on another thread may be over by
     * then, and its body never comes.
     */
    private Future<Answer> send(RequestOptions request, Buffer body) {
        Promise<Answer> answer = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(now -> client.request(request)
                        .compose(sent -> sent.send(body))
                        .compose(ServiceCalls::readWhole)
                        .onComplete(answer));
        return answer.future();
    }

    private static Future<Answer> readWhole(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), body));
    }

    private record Answer(int status, Buffer body) {
        <T> Optional<T> read(Service service, String path, Class<T> type) {
            if (status == 404) {
                return Optional.empty();
            }
            if (status >= 500) {
                LOGGER.warnf("%s answered %d for %s", service.moduleName(), status, path);
                throw ProblemException.unavailable("Another part of Tallyhouse cannot answer at the moment.");
            }
            if (status != 200) {
                throw new IllegalStateException(service.moduleName() + " answered " + status + " for " + path);
            }
            return Optional.of(ContractJson.read(body.getBytes(), type));
        }
    }

    private String baseUrl(Service service) {
        String url = config.getValue("tallyhouse.services." + service.moduleName() + ".url", String.class);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static boolean neverConnected(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    private static ProblemException unavailable(Service service, Throwable failure) {
        LOGGER.warnf("%s cannot be asked: %s", service.moduleName(), failure.toString());
        return ProblemException.unavailable("Another part of Tallyhouse cannot answer at the moment.");
    }

    @PreDestroy
    void close() {
        client.close().onFailure(failure -> LOGGER.debug("closing the client failed", failure));
    }
}
