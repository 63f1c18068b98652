package io.tallyhouse.kit.clock;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.TenantArrival;
import io.tallyhouse.kit.call.ServiceCalls;
import io.tallyhouse.kit.reader.TopicView;
import io.tallyhouse.kit.reader.TopicViews;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants' clocks from the copy of {@code catalog-tenants}. A tenant that is not in the copy yet is asked for once at
 * catalog-service.
 */
@DefaultBean
@Startup
@ApplicationScoped
public class SandboxClocks implements TenantClocks, TenantArrival {
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final TopicView<TenantRecord> tenants;
    private final Map<TenantId, TenantRecord> asked = new ConcurrentHashMap<>();
    private final ServiceCalls calls;
    private final InstantSource wall;

    SandboxClocks(TopicViews views, ServiceCalls calls, InstantSource wall) {
        this.tenants = views.of(Topics.CATALOG_TENANTS);
        this.calls = calls;
        this.wall = wall;
        tenants.onChange((key, before, after) -> after.map(TenantRecord::id).ifPresent(asked::remove));
    }

    /**
     * @throws ProblemException 503 on an event loop if the tenant is not known yet; other threads wait for the answer
     * @throws IllegalArgumentException if there is no such tenant
     */
    @Override
    public Instant now(TenantId tenant) {
        TenantRecord known = known(tenant).orElseGet(() -> askNow(tenant));
        return timeOf(known);
    }

    /** Where the clock stands, or the wall time of a tenant without one. */
    Instant timeOf(TenantRecord tenant) {
        return tenant.mode() == TenantRecord.Mode.SANDBOX ? tenant.testNow().orElseGet(wall::instant) : wall.instant();
    }

    /** Empty if there is no such tenant. */
    public Uni<Optional<TenantRecord>> find(TenantId tenant) {
        Optional<TenantRecord> known = known(tenant);
        return known.isPresent() ? Uni.createFrom().item(known) : ask(tenant);
    }

    /** Called for each request: what comes after it can ask for the time without waiting. */
    @Override
    public Uni<Void> arrives(TenantId tenant) {
        return find(tenant).replaceWithVoid();
    }

    private Optional<TenantRecord> known(TenantId tenant) {
        return tenants.get(tenant).or(() -> Optional.ofNullable(asked.get(tenant)));
    }

    private Uni<Optional<TenantRecord>> ask(TenantId tenant) {
        return calls.read(Service.CATALOG, tenant, "/internal/tenants/" + tenant.value(), TenantRecord.class)
                .invoke(found -> found.ifPresent(record -> asked.put(tenant, record)));
    }

    private TenantRecord askNow(TenantId tenant) {
        if (!Infrastructure.canCallerThreadBeBlocked()) {
            throw ProblemException.unavailable("The tenant is not known here yet; try again in a moment.");
        }
        return ask(tenant)
                .await()
                .atMost(PATIENCE)
                .orElseThrow(() -> new IllegalArgumentException("there is no tenant " + tenant));
    }
}
