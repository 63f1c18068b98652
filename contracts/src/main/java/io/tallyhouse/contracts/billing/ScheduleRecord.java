package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A customer's contract as billing-service holds it.
 *
 * @param endDate last day, inclusive; empty for an open end
 * @param billingDay 1 to 31; clamped to the month's end
 * @param zone copied from the customer at activation
 */
public record ScheduleRecord(
        TenantId tenant,
        ScheduleId id,
        long version,
        Status status,
        CustomerId customerId,
        LocalDate startDate,
        Optional<LocalDate> endDate,
        int billingDay,
        CurrencyCode currency,
        boolean autoFinalise,
        Optional<ZoneId> zone,
        List<PhaseRecord> phases) {
    /** DRAFT until activated; UPCOMING before its start date; COMPLETED after its last run. */
    public enum Status {
        DRAFT,
        UPCOMING,
        ACTIVE,
        COMPLETED
    }

    public ScheduleRecord {
        phases = List.copyOf(phases);
    }

    /** Days during which one set of prices holds; the last phase may be open. */
    public record PhaseRecord(LocalDate startDate, Optional<LocalDate> endDate, List<PriceId> priceIds) {
        public PhaseRecord {
            priceIds = List.copyOf(priceIds);
        }
    }
}
