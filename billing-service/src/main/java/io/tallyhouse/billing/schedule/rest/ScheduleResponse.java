package io.tallyhouse.billing.schedule.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it is answered.
 *
 * @param timeZone whose days the dates are; copied from the customer at activation, null before
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ScheduleResponse(
        ScheduleId id,
        long version,
        Status status,
        CustomerId customerId,
        LocalDate startDate,
        Optional<LocalDate> endDate,
        int billingDay,
        CurrencyCode currency,
        boolean autoFinalise,
        Optional<ZoneId> timeZone,
        List<PhaseRecord> phases,
        Instant createdAt,
        Optional<Instant> activatedAt) {

    /** @param now by the tenant's clock, for the status */
    static ScheduleResponse from(Schedule schedule, Instant now) {
        ScheduleRecord record = schedule.record();
        return new ScheduleResponse(
                record.id(),
                record.version(),
                schedule.statusAt(now),
                record.customerId(),
                record.startDate(),
                record.endDate(),
                record.billingDay(),
                record.currency(),
                record.autoFinalise(),
                schedule.terms().map(PinnedTerms::zone),
                record.phases(),
                schedule.createdAt(),
                schedule.activatedAt());
    }
}
