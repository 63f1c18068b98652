package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The billing periods of a schedule by one cadence, in order. They tile its days: a stub up to the first billing day if it does not
 * start on one, full periods, and a stub at the end.
 *
 * @param term days of the schedule
 */
public record SchedulePeriods(Term term, BillingGrid grid) {
    public SchedulePeriods {
        requireNonNull(term, "term is null");
        requireNonNull(grid, "grid is null");
    }

    public static SchedulePeriods of(Term term, int billingDay, Cadence cadence) {
        return new SchedulePeriods(term, new BillingGrid(term.start(), billingDay, cadence));
    }

    /** All periods of a schedule with an end. */
    public static List<BillingPeriod> of(DateRange days, int billingDay, Cadence cadence) {
        return of(Term.of(days), billingDay, cadence).stream().toList();
    }

    /** From the first on, made as they are asked for; without end if the schedule has none. */
    public Stream<BillingPeriod> stream() {
        return streamFrom(term.start());
    }

    /** Periods that end on {@code day} or later. */
    public Stream<BillingPeriod> streamFrom(LocalDate day) {
        LocalDate first = day.isBefore(term.start()) ? term.start() : day;
        return Stream.iterate(
                        grid.periodContaining(first),
                        period -> !term.endsBefore(period.start()),
                        period -> grid.periodContaining(period.end().plusDays(1)))
                .flatMap(period -> term.intersection(period).map(days -> new BillingPeriod(days, period)).stream())
                .dropWhile(period -> period.days().end().isBefore(first));
    }

    /** Periods whose first day is {@code last} or earlier. */
    public List<BillingPeriod> startingBy(LocalDate last) {
        return stream()
                .takeWhile(period -> !period.days().start().isAfter(last))
                .toList();
    }
}
