package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.period.BillingGrid;
import io.tallyhouse.billing.period.Cadence;
import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation.Change;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a schedule stands when something is done to it.
 *
 * @param terms its own, and those that the operation brings
 * @param lastRun invoice date of the last run that was opened
 * @param today by the tenant's clock, in the schedule's zone
 */
public record Standing(Schedule schedule, PinnedTerms terms, Optional<LocalDate> lastRun, LocalDate today) {
    ScheduleRecord record() {
        return schedule.record();
    }

    Course course() {
        return Course.of(record());
    }

    /** The first day whose arrears are not billed yet. */
    LocalDate firstUnbilled() {
        LocalDate start = record().startDate();
        return later(lastRun.orElse(start), start);
    }

    /** The first day that is neither past nor billed. */
    LocalDate firstFree() {
        return later(firstUnbilled(), today);
    }

    /** Why nothing can be done to the days that are left, if nothing can. */
    Optional<Change> over() {
        ScheduleRecord record = record();
        String named = "schedule '" + record.id() + "' ";
        if (record.status() == Status.DRAFT) {
            return Optional.of(ScheduleOperation.conflict(
                    named + "is a draft; replace it with PUT /v1/schedules/" + record.id() + ", or activate it first"));
        }
        if (record.archived()) {
            return Optional.of(ScheduleOperation.conflict(named + "is archived"));
        }
        Optional<LocalDate> ended = record.endDate().filter(today::isAfter);
        return record.status() == Status.CANCELLED || ended.isPresent()
                ? Optional.of(ScheduleOperation.conflict(
                        named + "has ended" + ended.map(day -> " on " + day).orElse("") + "; its days are frozen"))
                : Optional.empty();
    }

    /** As {@link #over}, and where it is cancelled already. */
    Optional<Change> overOrCancelled() {
        return over().or(() -> record().cancelledOn()
                .map(day -> ScheduleOperation.conflict("schedule '" + record().id() + "' is cancelled: " + day
                        + " is its last day; make a new one with POST /v1/schedules/" + record().id() + "/duplicate")));
    }

    /** Why a day is too early to change what holds on it, if it is. */
    Optional<Change> billed(LocalDate day, String pointer) {
        String why = lastRun.map(date -> "the invoice of " + date + " has billed the days before it")
                .orElse("the schedule begins on " + record().startDate());
        return day.isBefore(firstUnbilled())
                ? Optional.of(ScheduleOperation.conflict(
                        pointer,
                        "'" + day + "' is too early: " + why + "; nothing before " + firstUnbilled() + " can change"))
                : Optional.empty();
    }

    /** The phase that holds on that day. */
    Optional<PhaseRecord> phaseOn(LocalDate day) {
        return record().phases().stream()
                .filter(phase -> !day.isBefore(phase.startDate())
                        && phase.endDate().map(end -> !day.isAfter(end)).orElse(true))
                .findFirst();
    }

    /** Of the running periods of these prices on that day the one that ends last; empty where none recurs. */
    Optional<DateRange> longestPeriod(List<PriceId> prices, LocalDate day) {
        return prices.stream()
                .map(terms::price)
                .filter(price -> price.frequency() != BillingFrequency.ONE_TIME)
                .map(price -> period(price, day))
                .reduce((one, other) -> other.days() > one.days() ? other : one);
    }

    /** The price's period on the grid that holds on that day. */
    DateRange period(PriceRecord price, LocalDate day) {
        List<LocalDate> resets = record().phases().stream()
                .skip(1)
                .filter(phase -> phase.recurrence() == Recurrence.RESET)
                .map(PhaseRecord::startDate)
                .toList();
        Optional<LocalDate> reset =
                resets.stream().filter(start -> !start.isAfter(day)).reduce((one, other) -> other);
        BillingGrid grid = new BillingGrid(
                reset.orElse(record().startDate()),
                reset.map(LocalDate::getDayOfMonth).orElse(record().billingDay()),
                Cadence.of(price.frequency(), price.interval()));
        DateRange period = grid.periodContaining(day);
        return resets.stream()
                .filter(start -> start.isAfter(day) && !start.isAfter(period.end()))
                .findFirst()
                .map(start -> new DateRange(period.start(), start.minusDays(1)))
                .orElse(period);
    }

    static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
