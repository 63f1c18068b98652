package io.tallyhouse.billing.preview;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.billing.preview.PreviewSchedule.Outcome;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.schedule.Schedules.Filter;
import io.tallyhouse.billing.schedule.Schedules.ScheduleQuery;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a customer's active schedules have come to so far in the periods that run. */
@ApplicationScoped
public class FindCurrentUsage {
    private static final int SCHEDULES_MAX = 100;

    private final Catalogue catalogue;
    private final Schedules schedules;
    private final PreviewSchedule previewSchedule;

    FindCurrentUsage(Catalogue catalogue, Schedules schedules, PreviewSchedule previewSchedule) {
        this.catalogue = catalogue;
        this.schedules = schedules;
        this.previewSchedule = previewSchedule;
    }

    /** The invoice of a running period as it would be now. */
    public record Running(ScheduleRecord schedule, PreviewedInvoice invoice) {}

    /**
     * Empty if there is no such customer.
     *
     * @param now by the tenant's clock
     */
    public Uni<Optional<List<Running>>> execute(TenantId tenant, CustomerId customer, Instant now) {
        return catalogue
                .customer(tenant, customer)
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : running(tenant, customer, now).map(Optional::of));
    }

    private Uni<List<Running>> running(TenantId tenant, CustomerId customer, Instant now) {
        ScheduleQuery active = new ScheduleQuery(
                tenant,
                new Filter(Optional.of(customer), Optional.of(Status.ACTIVE), false),
                now,
                new Slice(SCHEDULES_MAX, OptionalLong.empty(), OptionalLong.empty()));
        return schedules
                .list(active)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .map(Listed::item)
                        .onItem()
                        .transformToUniAndConcatenate(schedule -> running(schedule, now))
                        .collect()
                        .asList())
                .map(each -> each.stream().flatMap(List::stream).toList());
    }

    private Uni<List<Running>> running(Schedule schedule, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, schedule.pinned().zone());
        return previewSchedule
                .execute(schedule, today)
                .map(outcome -> outcome instanceof Outcome.Previewed previewed
                        ? previewed.invoices().stream()
                                .filter(PreviewedInvoice::running)
                                .map(invoice -> new Running(schedule.record(), invoice))
                                .toList()
                        : List.of());
    }
}
