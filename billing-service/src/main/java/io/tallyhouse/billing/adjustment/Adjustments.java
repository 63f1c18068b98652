package io.tallyhouse.billing.adjustment;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Optional;

/** The adjustments of all tenants. */
public interface Adjustments {
    /** Open ones of the schedule, oldest first. */
    Uni<List<Adjustment>> open(TenantId tenant, ScheduleId schedule);

    /** One more than the slice's limit where there are more; in the slice's own direction. */
    Uni<List<Listed<Adjustment>>> list(AdjustmentQuery query);

    /** Which adjustments are wanted. */
    record AdjustmentQuery(
            TenantId tenant,
            Optional<ScheduleId> scheduleId,
            Optional<CustomerId> customerId,
            Optional<State> state,
            Slice slice) {}
}
