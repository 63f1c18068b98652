package io.tallyhouse.billing.run.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.ReportRuns.ReportedRun;
import io.tallyhouse.billing.run.WaitingFor;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A run as it is answered.
 *
 * @param waitingFor everything that keeps it from being cut at this moment; empty once it is done
 * @param failure why the last attempt failed; null if it did not
 * @param attempts how many attempts failed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BillingRunResponse(
        RunId id,
        ScheduleId scheduleId,
        CustomerId customerId,
        LocalDate invoiceDate,
        DateRange billingPeriod,
        int generation,
        State status,
        List<Waiting> waitingFor,
        Optional<String> failure,
        int attempts,
        Instant dueAt,
        Instant createdAt,
        Optional<Instant> doneAt) {

    static BillingRunResponse from(ReportedRun reported) {
        BillingRun run = reported.run();
        return new BillingRunResponse(
                run.identity().id(),
                run.identity().scheduleId(),
                run.customerId(),
                run.identity().invoiceDate(),
                run.billingPeriod(),
                run.identity().generation(),
                run.state(),
                reported.waitingFor().stream().map(Waiting::from).toList(),
                run.failure(),
                run.attempts(),
                run.times().dueAt(),
                run.times().createdAt(),
                run.times().doneAt());
    }

    /**
     * One thing that a run waits for.
     *
     * @param what CUSTOMER, METER, METRIC or EARLIER_RUN
     * @param detail in words
     * @param partition of {@code usage-events}, for METER
     * @param position up to which the meter has published it, for METER
     * @param needed offset that the position must reach, for METER
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Waiting(
            String what, String detail, Optional<Integer> partition, Optional<Long> position, Optional<Long> needed) {
        static Waiting from(WaitingFor waiting) {
            if (waiting instanceof WaitingFor.Meter meter) {
                return new Waiting(
                        "METER",
                        meter.detail(),
                        Optional.of(meter.lag().partition()),
                        Optional.of(meter.lag().position()),
                        Optional.of(meter.lag().needed()));
            }
            return new Waiting(what(waiting), waiting.detail(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        private static String what(WaitingFor waiting) {
            if (waiting instanceof WaitingFor.Customer) {
                return "CUSTOMER";
            }
            return waiting instanceof WaitingFor.Metric ? "METRIC" : "EARLIER_RUN";
        }
    }
}
