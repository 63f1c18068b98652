package io.tallyhouse.billing.schedule.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.DocumentTerms.Attachment;
import io.tallyhouse.contracts.billing.ScheduleOptions;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage;
import io.tallyhouse.contracts.billing.ScheduleOptions.Proration;
import io.tallyhouse.contracts.billing.ScheduleOptions.Renewal;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
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
 * @param cancelledOn the last day that is billed, once it was cancelled
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
        List<PhaseResponse> phases,
        List<Suspension> suspensions,
        Optional<String> purchaseOrderNumber,
        Optional<String> reference,
        Optional<String> memo,
        Optional<Integer> dueDays,
        List<Attachment> attachments,
        RollUp rollUp,
        Proration proration,
        LateUsage lateUsage,
        Optional<Renewal> renewal,
        Optional<LocalDate> cancelledOn,
        boolean archived,
        Instant createdAt,
        Optional<Instant> activatedAt) {

    /** @param now by the tenant's clock, for the status */
    static ScheduleResponse from(Schedule schedule, Instant now) {
        ScheduleRecord record = schedule.record();
        ScheduleOptions options = record.options();
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
                PhaseResponse.of(record),
                record.suspensions(),
                options.document().purchaseOrderNumber(),
                options.document().reference(),
                options.document().memo(),
                options.document().dueDays(),
                options.document().attachments(),
                options.rollUp(),
                options.proration(),
                options.lateUsage(),
                options.renewal(),
                record.cancelledOn(),
                record.archived(),
                schedule.createdAt(),
                schedule.activatedAt());
    }
}
