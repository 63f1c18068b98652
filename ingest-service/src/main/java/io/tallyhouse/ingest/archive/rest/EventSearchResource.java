package io.tallyhouse.ingest.archive.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.call.ServiceCalls;
import io.tallyhouse.kit.rest.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Finds events that were accepted, a moment after they were. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventSearchResource {
    private final EventArchive archive;
    private final CurrentCaller caller;
    private final ServiceCalls calls;

    EventSearchResource(EventArchive archive, CurrentCaller caller, ServiceCalls calls) {
        this.archive = archive;
        this.caller = caller;
        this.calls = calls;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "searchEvents",
            summary = "Search events",
            description = "Every version of every event, newest event time first, with what became of it: COUNTED,"
                    + " SUPERSEDED or VOID. An event sent again unchanged is no new version.")
    public Uni<Page<EventResponse>> search(@BeanParam EventQuery query) {
        ReadQuery read = ReadQuery.of(query);
        TenantId tenant = caller.tenant();
        return subjects(tenant, read)
                .flatMap(subjects -> archive.search(read.search(tenant, subjects), EventPages.fetched(read.slice())))
                .map(found -> EventPages.page(read.slice(), found));
    }

    private Uni<List<String>> subjects(TenantId tenant, ReadQuery read) {
        return read.customer()
                .map(customer -> customerSubjects(tenant, customer))
                .orElseGet(
                        () -> Uni.createFrom().item(read.subject().map(List::of).orElseGet(List::of)));
    }

    /** What is no customer is a subject that no customer has claimed yet. */
    private Uni<List<String>> customerSubjects(TenantId tenant, String customer) {
        if (!IdGrammar.accepts(customer)) {
            return Uni.createFrom().item(List.of(customer));
        }
        return calls.read(Service.CATALOG, tenant, "/internal/customers/" + customer, CustomerRecord.class)
                .map(found -> found.map(CustomerRecord::subjects).orElseGet(() -> List.of(customer)));
    }
}
