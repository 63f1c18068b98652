package io.tallyhouse.ingest.archive.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.ingest.archive.FindEvents;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Finds events that were accepted, a moment after they were. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventSearchResource {
    private final FindEvents findEvents;
    private final CurrentCaller caller;
    private final ServiceCalls calls;

    EventSearchResource(FindEvents findEvents, CurrentCaller caller, ServiceCalls calls) {
        this.findEvents = findEvents;
        this.caller = caller;
        this.calls = calls;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "searchEvents",
            summary = "Search events",
            description = "Every version of every event, newest event time first, with what became of it. An event sent"
                    + " again unchanged is no new version. With state or property filters one request looks at a"
                    + " bounded number of records: it may answer fewer events than limit, or none, with a next to"
                    + " go on from.")
    @Parameter(
            name = "property.<name>",
            in = ParameterIn.QUERY,
            description =
                    "Value of a property of data; given more than once, any of the values. Numbers are compared as"
                            + " numbers",
            schema = @Schema(type = SchemaType.STRING))
    public Uni<Page<EventResponse>> search(@BeanParam EventQuery query, @Context UriInfo uri) {
        ReadQuery read = ReadQuery.of(query, uri.getQueryParameters());
        TenantId tenant = caller.tenant();
        return subjects(tenant, read)
                .flatMap(subjects -> findEvents.execute(read.search(tenant, subjects), read.filter(), read.slice()))
                .map(found -> EventPages.page(read, found));
    }

    private Uni<List<SubjectSpan>> subjects(TenantId tenant, ReadQuery read) {
        return read.customer()
                .map(customer -> spansOf(tenant, customer))
                .orElseGet(() -> Uni.createFrom()
                        .item(read.subject()
                                .map(subject -> List.of(SubjectSpan.always(subject)))
                                .orElseGet(List::of)));
    }

    /** What is no customer is a subject that no customer has claimed yet. */
    private Uni<List<SubjectSpan>> spansOf(TenantId tenant, String customer) {
        List<SubjectSpan> unclaimed = List.of(SubjectSpan.always(customer));
        if (!IdGrammar.accepts(customer)) {
            return Uni.createFrom().item(unclaimed);
        }
        return calls.read(Service.CATALOG, tenant, "/internal/customers/" + customer, CustomerRecord.class)
                .map(found -> found.map(CustomerRecord::spans).orElse(unclaimed));
    }
}
