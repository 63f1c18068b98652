package io.tallyhouse.gateway;

import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.route.Routes;
import io.tallyhouse.contracts.route.Service;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Passes each request of the public API to the service that the route table names. */
@ApplicationScoped
public class ProxyRoutes {
    private static final Logger LOGGER = Logger.getLogger(ProxyRoutes.class);
    private static final String INTERNAL_HEADERS = "x-tallyhouse-";
    private static final int CONNECTIONS_MAX = 256;

    private final Map<Service, HttpProxy> proxies = new EnumMap<>(Service.class);

    ProxyRoutes(Vertx vertx, ServiceUrls urls) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_MAX)
                .setConnectTimeout(2_000)
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false));
        for (Service service : Service.values()) {
            URI url = urls.urlOf(service);
            proxies.put(
                    service,
                    HttpProxy.reverseProxy(client)
                            .origin(url.getPort(), url.getHost())
                            .addInterceptor(new WithoutInternalHeaders(service)));
        }
    }

    void register(@Observes Router router) {
        router.route("/v1/*").handler(this::pass);
        router.route("/internal/*").handler(ProxyRoutes::refuse);
    }

    private void pass(RoutingContext context) {
        String path = context.request().path();
        if (context.normalizedPath() == null || path.contains("/../") || path.contains("//")) {
            refuse(context);
            return;
        }
        Optional<Service> service = Routes.serviceFor(context.request().method().name(), path);
        if (service.isEmpty()) {
            refuse(context);
            return;
        }
        HttpProxy proxy = proxies.get(service.get());
        if (proxy != null) {
            proxy.handle(context.request());
        }
    }

    private static void refuse(RoutingContext context) {
        Problems.answer(
                context,
                ProblemType.NOT_FOUND,
                "nothing answers " + context.request().method() + " "
                        + context.request().path() + "; see /openapi for what does");
    }

    /** Callers must not speak as a service does; and a service that is away is told in the usual form. */
    private record WithoutInternalHeaders(Service service) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            MultiMap headers = context.request().headers();
            List.copyOf(headers.names()).stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(INTERNAL_HEADERS))
                    .forEach(headers::remove);
            return context.sendRequest().recover(failure -> {
                LOGGER.warnf("%s does not answer: %s", service.moduleName(), failure.getMessage());
                return Future.succeededFuture(unavailable(context));
            });
        }

        private ProxyResponse unavailable(ProxyContext context) {
            ProblemType type = ProblemType.UNAVAILABLE;
            String body = Problems.body(
                    type,
                    service.moduleName() + " does not answer at the moment; try again",
                    context.request().getURI());
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(type.status())
                    .putHeader("Content-Type", Problems.MEDIA_TYPE)
                    .putHeader("Retry-After", Problems.RETRY_AFTER_SECONDS)
                    .setBody(io.vertx.httpproxy.Body.body(io.vertx.core.buffer.Buffer.buffer(body)));
        }
    }
}
