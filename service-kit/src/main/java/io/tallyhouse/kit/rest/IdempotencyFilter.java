package io.tallyhouse.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key} on every POST but event intake, where the events' identities do the same. The same key with
 * the same body gets the first answer again; answers of 500 and above and 429 are not kept.
 */
class IdempotencyFilter {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    private static final Logger LOGGER = Logger.getLogger(IdempotencyFilter.class);
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1," + IdempotencyClaim.KEY_LENGTH_MAX + "}");
    private static final String JSON_AS_WRITTEN = "application/json;charset=UTF-8";
    private static final String EVENT_INTAKE = "/v1/events";

    private final IdempotencyKeys keys;
    private final IdempotentRequest current;
    private final ObjectMapper mapper;

    IdempotencyFilter(IdempotencyKeys keys, IdempotentRequest current, ObjectMapper mapper) {
        this.keys = keys;
        this.current = current;
        this.mapper = mapper;
    }

    /** @return null for a request that it has nothing to do with */
    @ServerRequestFilter(priority = Priorities.USER, readBody = true)
    @Nullable
    Uni<Response> claim(ContainerRequestContext request) {
        String key = request.getHeaderString(HEADER);
        Optional<TenantId> tenant = RequestTenant.of(request);
        if (key == null || tenant.isEmpty() || !isCovered(request)) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_REQUEST,
                    HEADER + " must be 1 to " + IdempotencyClaim.KEY_LENGTH_MAX + " printable ASCII characters.");
        }
        URI uri = request.getUriInfo().getRequestUri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String operation = request.getMethod() + " " + uri.getRawPath() + query;
        IdempotencyClaim claim = new IdempotencyClaim(tenant.get(), key, operation, Sha256.of(takeBody(request)));
        return keys.claim(claim).map(this::answer);
    }

    /** @return null for an answer that it has nothing to do with */
    @ServerResponseFilter
    @Nullable
    Uni<Void> keep(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(HEADER) == null || RequestTenant.of(request).isEmpty()) {
            return null;
        }
        return current.ticket()
                .map(ticket ->
                        isFinal(response.getStatus()) ? keys.store(ticket, answerOf(response)) : keys.free(ticket))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOGGER.error("an answer could not be kept; its lease ends by itself", e))
                .onFailure()
                .recoverWithNull();
    }

    private static boolean isCovered(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return request.getMethod().equals("POST") && !path.equals(EVENT_INTAKE) && !path.startsWith(EVENT_INTAKE + "/");
    }

    private static byte[] takeBody(ContainerRequestContext request) {
        try {
            byte[] body = BodyLimit.readAll(request.getEntityStream());
            request.setEntityStream(new ByteArrayInputStream(body));
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the answer, or null to let the request pass, as the REST layer wants it */
    private @Nullable Response answer(IdempotencyVerdict verdict) {
        if (verdict instanceof IdempotencyVerdict.Execute execute) {
            current.runsUnder(execute.ticket());
            return null;
        }
        if (verdict instanceof IdempotencyVerdict.Replay replay) {
            return replay(replay.answer());
        }
        if (verdict instanceof IdempotencyVerdict.Reused) {
            throw ProblemException.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This " + HEADER + " belongs to a request with another path or body; use a new one.");
        }
        throw ProblemException.of(
                ProblemType.REQUEST_IN_PROGRESS,
                "A request with this " + HEADER + " is still running; ask again in a moment for its answer.");
    }

    private static Response replay(StoredAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        answer.location().ifPresent(location -> response.header(HttpHeaders.LOCATION, location));
        answer.etag().ifPresent(etag -> response.header(HttpHeaders.ETAG, etag));
        if (answer.body().length > 0) {
            response.type(answer.contentType().orElse(JSON_AS_WRITTEN)).entity(answer.body());
        }
        return response.build();
    }

    private static boolean isFinal(int status) {
        return status < 500 && status != ProblemType.TOO_MANY_REQUESTS.status();
    }

    private StoredAnswer answerOf(ContainerResponseContext response) {
        return new StoredAnswer(
                response.getStatus(),
                Optional.ofNullable(response.getMediaType()).map(IdempotencyFilter::asWritten),
                Optional.ofNullable(response.getHeaderString(HttpHeaders.LOCATION)),
                Optional.ofNullable(response.getHeaderString(HttpHeaders.ETAG)),
                bytesOf(response.getEntity()));
    }

    /** The writer of JSON names the charset; the one of bytes, which repeats the answer, does not. */
    private static String asWritten(MediaType type) {
        return MediaType.APPLICATION_JSON_TYPE.equals(type) ? JSON_AS_WRITTEN : type.toString();
    }

    private byte[] bytesOf(@Nullable Object entity) {
        if (entity == null) {
            return new byte[0];
        }
        if (entity instanceof byte[] bytes) {
            return bytes;
        }
        if (entity instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return mapper.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "an answer is no JSON: " + entity.getClass().getName(), e);
        }
    }
}
