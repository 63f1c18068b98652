package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's contract as billing-service holds it.
 *
 * @param endDate last day, inclusive; empty for an open end
 * @param billingDay 1 to 31; clamped to the month's end
 * @param zone copied from the customer at activation
 * @param phases in sequence; their days are known
 * @param pendingPhases that follow a milestone which is not complete: their days are not known yet
 * @param suspensions in order, without overlap; only the last may be open
 * @param cancelledOn the last day that is billed, of a schedule that was ended early; a day before its start where nothing is
 * @param archived out of sight; never one that still bills
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
        List<PhaseRecord> phases,
        List<PendingPhase> pendingPhases,
        List<Suspension> suspensions,
        ScheduleOptions options,
        Optional<LocalDate> cancelledOn,
        boolean archived) {
    /** DRAFT until activated; UPCOMING before its start date; COMPLETED after its last run, CANCELLED if it was ended early. */
    public enum Status {
        DRAFT,
        UPCOMING,
        ACTIVE,
        /** Nothing is billed but what was owed before. */
        SUSPENDED,
        COMPLETED,
        CANCELLED
    }

    public ScheduleRecord {
        phases = List.copyOf(phases);
        pendingPhases = orNone(pendingPhases);
        suspensions = orNone(suspensions);
        options = orStandard(options);
    }

    /** Records written before there were such lists have none. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static ScheduleOptions orStandard(@Nullable ScheduleOptions options) {
        return options == null ? ScheduleOptions.STANDARD : options;
    }

    /** Where the grid of periods comes from when a phase begins. */
    public enum Recurrence {
        /** The grid of the phase before carries on. */
        CONTINUE,
        /** Periods begin anew on the phase's first day, whose day of the month becomes the billing day. */
        RESET
    }

    /**
     * Days during which one set of prices holds; the last phase may be open.
     *
     * @param milestone whether it ends on the day on which somebody marks it complete
     * @param uplift what the figures of its prices are multiplied by; empty for 1
     * @param discounts in the order in which they apply, percentages before nominal ones
     * @param minimums what the usage of a period must come to at least
     * @param maximums what the usage of a period comes to at most
     */
    public record PhaseRecord(
            Optional<String> name,
            LocalDate startDate,
            Optional<LocalDate> endDate,
            Recurrence recurrence,
            boolean milestone,
            List<PriceId> priceIds,
            Optional<BigDecimal> uplift,
            List<PhaseDiscount> discounts,
            List<PhaseBound> minimums,
            List<PhaseBound> maximums) {
        public PhaseRecord {
            recurrence = orContinue(recurrence);
            priceIds = List.copyOf(priceIds);
            discounts = orNone(discounts);
            minimums = orNone(minimums);
            maximums = orNone(maximums);
        }

        /** One with prices and nothing else. */
        public PhaseRecord(LocalDate startDate, Optional<LocalDate> endDate, List<PriceId> priceIds) {
            this(
                    Optional.empty(),
                    startDate,
                    endDate,
                    Recurrence.CONTINUE,
                    false,
                    priceIds,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());
        }

        private static Recurrence orContinue(@Nullable Recurrence recurrence) {
            return recurrence == null ? Recurrence.CONTINUE : recurrence;
        }

        /** The same terms on other days. */
        public PhaseRecord during(LocalDate start, Optional<LocalDate> end) {
            return new PhaseRecord(
                    name, start, end, recurrence, milestone, priceIds, uplift, discounts, minimums, maximums);
        }
    }

    /**
     * A phase that begins the day after a milestone was completed.
     *
     * @param months how long it lasts; empty for the last, which lasts to the end of the schedule, or a milestone
     * @param terms of it; its dates say nothing
     */
    public record PendingPhase(Optional<Integer> months, PhaseRecord terms) {}

    /**
     * Days on which a schedule rests.
     *
     * @param from first day
     * @param to last day; empty while it has not been resumed
     * @param billed whether the days are billed nevertheless, once it is resumed
     */
    public record Suspension(LocalDate from, Optional<LocalDate> to, boolean billed) {}
}
