package io.tallyhouse.kit.access;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.call.ServiceCalls;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.rest.RequestTenant;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets a request pass if its caller may call the method, and notes who calls. It runs before any body is read. */
class AuthenticationFilter {
    private static final Logger LOGGER = Logger.getLogger(AuthenticationFilter.class);

    private record Guarded(Class<?> resource, Method method) {}

    private final Map<Guarded, Optional<Guard>> guards = new ConcurrentHashMap<>();
    private final AccessKeys keys;
    private final CurrentCaller caller;
    private final List<TenantArrival> arrivals;
    private final byte[] serviceSecret;

    AuthenticationFilter(
            AccessKeys keys,
            CurrentCaller caller,
            @All List<TenantArrival> arrivals,
            @ConfigProperty(name = "tallyhouse.service-secret") String serviceSecret) {
        this.keys = keys;
        this.caller = caller;
        this.arrivals = arrivals;
        this.serviceSecret = serviceSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** @return null to let the request go on at once, as the REST layer wants it; a Uni makes it wait its turn again */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    @Nullable
    Uni<Response> admit(ContainerRequestContext request, ResourceInfo resource) {
        Optional<Guard> guard = guards.computeIfAbsent(
                new Guarded(resource.getResourceClass(), resource.getResourceMethod()),
                guarded -> Guard.of(guarded.resource(), guarded.method()));
        if (guard.isEmpty()) {
            LOGGER.errorf("%s.%s has no mark", resource.getResourceClass(), resource.getResourceMethod());
            throw ProblemException.of(ProblemType.FORBIDDEN, "Nobody may call this.");
        }
        if (guard.get() instanceof Guard.ServiceGuard) {
            admitService(request);
            return null;
        }
        return atOnce(authenticate(request).flatMap(key -> {
            requireAllowed(guard.get(), key);
            caller.isKey(key);
            RequestTenant.note(request, key.tenant());
            return arrive(key.tenant());
        }));
    }

    /** Nearly always key and tenant are known here, and it is decided already. */
    private static @Nullable Uni<Response> atOnce(Uni<Response> admission) {
        CompletableFuture<Response> decision = admission.subscribeAsCompletionStage();
        if (!decision.isDone()) {
            return Uni.createFrom().completionStage(decision);
        }
        try {
            Response refusal = decision.join();
            return refusal == null ? null : Uni.createFrom().item(refusal);
        } catch (CompletionException e) {
            return Uni.createFrom().failure(e.getCause());
        }
    }

    private void admitService(ContainerRequestContext request) {
        String secret = request.getHeaderString(ServiceCalls.SECRET_HEADER);
        // in constant time, so that answers do not tell how much of a guess was right
        if (secret == null || !MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), serviceSecret)) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "Only services may call this.");
        }
        Optional<String> tenant = Optional.ofNullable(request.getHeaderString(ServiceCalls.TENANT_HEADER));
        if (tenant.isPresent() && !IdGrammar.accepts(tenant.get())) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_REQUEST, ServiceCalls.TENANT_HEADER + " must be " + IdGrammar.DESCRIPTION);
        }
        caller.isServiceFor(tenant.map(TenantId::new));
    }

    private Uni<AccessKeyRecord> authenticate(ContainerRequestContext request) {
        String accessKey = Credentials.accessKey(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> unauthenticated("Send an access key as 'Authorization: Bearer th_live_...'."));
        return keys.findUsable(AccessKeyHash.of(accessKey))
                .map(found ->
                        found.orElseThrow(() -> unauthenticated("The access key is unknown, revoked or expired.")));
    }

    private static void requireAllowed(Guard guard, AccessKeyRecord key) {
        boolean operator = key.tenant().equals(TenantRecord.OPERATOR);
        boolean operatorMethod = guard instanceof Guard.OperatorGuard;
        if (operator && !operatorMethod) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "Operator keys reach tenants only; use a tenant's key.");
        }
        if (!operator && operatorMethod) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "Only operator keys may do this.");
        }
        if (guard instanceof Guard.ScopeGuard scoped && !key.scopes().contains(scoped.scope())) {
            throw missing(scoped.scope());
        }
    }

    private Uni<Response> arrive(TenantId tenant) {
        Uni<Void> known = Uni.createFrom().voidItem();
        if (!tenant.equals(TenantRecord.OPERATOR)) {
            for (TenantArrival arrival : arrivals) {
                known = known.flatMap(done -> arrival.arrives(tenant));
            }
        }
        return known.replaceWith((Response) null);
    }

    private static ProblemException missing(Scope scope) {
        return ProblemException.of(ProblemType.FORBIDDEN, "The access key lacks the scope '" + scope.text() + "'.");
    }

    private static ProblemException unauthenticated(String detail) {
        return new ProblemException(
                Problem.of(ProblemType.UNAUTHENTICATED, detail),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tallyhouse\""));
    }
}
