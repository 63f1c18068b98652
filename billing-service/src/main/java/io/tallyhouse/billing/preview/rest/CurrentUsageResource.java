package io.tallyhouse.billing.preview.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.billing.preview.PreviewSchedule;
import io.tallyhouse.billing.preview.PreviewSchedule.Outcome;
import io.tallyhouse.billing.preview.PreviewedInvoice;
import io.tallyhouse.billing.rest.document.ExpectedInvoiceResponse;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.schedule.Schedules.Filter;
import io.tallyhouse.billing.schedule.Schedules.ScheduleQuery;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/customers/{id}/current-usage}. */
@Path("/v1/customers/{id}/current-usage")
@Tag(name = "Schedules")
public class CurrentUsageResource {
    private static final int SCHEDULES_MAX = 100;

    private final PreviewSchedule previewSchedule;
    private final Schedules schedules;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    CurrentUsageResource(
            PreviewSchedule previewSchedule, Schedules schedules, CurrentCaller caller, TenantClocks clocks) {
        this.previewSchedule = previewSchedule;
        this.schedules = schedules;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            summary =
                    "What the customer's active schedules have come to so far in their running periods, line by line.")
    public Uni<CurrentUsageResponse> read(@PathParam("id") String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("customer", id);
        }
        TenantId tenant = caller.tenant();
        CustomerId customer = new CustomerId(id);
        Instant now = clocks.now(tenant);
        ScheduleQuery query = new ScheduleQuery(
                tenant,
                new Filter(Optional.of(customer), Optional.of(Status.ACTIVE), false),
                now,
                new Slice(SCHEDULES_MAX, OptionalLong.empty(), OptionalLong.empty()));
        return schedules
                .list(query)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .map(Listed::item)
                        .onItem()
                        .transformToUniAndConcatenate(schedule -> running(schedule, now))
                        .collect()
                        .asList())
                .map(items -> new CurrentUsageResponse(
                        customer, now, items.stream().flatMap(List::stream).toList()));
    }

    private Uni<List<ExpectedInvoiceResponse>> running(Schedule schedule, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, schedule.pinned().zone());
        return previewSchedule
                .execute(schedule, today)
                .map(outcome -> outcome instanceof Outcome.Previewed previewed
                        ? previewed.invoices().stream()
                                .filter(PreviewedInvoice::running)
                                .map(invoice -> PreviewResponse.expected(schedule.record(), invoice))
                                .toList()
                        : List.of());
    }

    /** @param items one invoice for each schedule whose period runs, as it would be now */
    public record CurrentUsageResponse(CustomerId customerId, Instant asOf, List<ExpectedInvoiceResponse> items) {}
}
