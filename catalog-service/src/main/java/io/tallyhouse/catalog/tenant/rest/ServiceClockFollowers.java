package io.tallyhouse.catalog.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.tenant.ClockFollowers;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kit.call.ServiceCalls;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

@Singleton
class ServiceClockFollowers implements ClockFollowers {
    private static final Logger LOGGER = Logger.getLogger(ServiceClockFollowers.class);
    /** In the direction of the data: what one has passed on before it was asked, the next is asked about after. */
    private static final List<Service> FOLLOWERS =
            List.of(Service.INGEST, Service.METRICS, Service.BILLING, Service.INVOICE);

    private final ServiceCalls calls;

    ServiceClockFollowers(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public Uni<Boolean> haveSettled(TenantRecord tenant) {
        return Multi.createFrom()
                .iterable(FOLLOWERS)
                .onItem()
                .transformToUniAndConcatenate(service -> hasSettled(service, tenant))
                .filter(settled -> !settled)
                .collect()
                .first()
                .map(unsettled -> unsettled == null);
    }

    /** A service that cannot be asked has not settled. */
    private Uni<Boolean> hasSettled(Service service, TenantRecord tenant) {
        return calls.get(
                        service,
                        tenant.id(),
                        "/internal/test-clock/" + tenant.id().value())
                .map(answer -> hasSettled(answer, tenant))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOGGER.debugf("%s does not tell of the clock: %s", service, failure.getMessage());
                    return false;
                });
    }

    private static boolean hasSettled(Optional<JsonNode> answer, TenantRecord tenant) {
        return answer.filter(clock -> clock.path("appliedVersion").asLong() >= tenant.version()
                        && clock.path("settled").asBoolean())
                .isPresent();
    }
}
