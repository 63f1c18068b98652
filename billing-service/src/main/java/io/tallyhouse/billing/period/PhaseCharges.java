package io.tallyhouse.billing.period;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The charges of one phase.
 *
 * @param days of the phase within the schedule
 * @param segment whose grid its periods are of
 * @param unbilled days on which nothing is billed
 */
record PhaseCharges(int index, Term days, Segment segment, List<Term> unbilled) {
    /**
     * One stream for what the price bills as it stands, one for seats that come later. In order; of charges with invoice
     * dates up to {@code after} some may be left out.
     */
    Stream<Stream<Charge>> of(PricePlan price, LocalDate after) {
        if (!price.isRecurring()) {
            return Stream.of(oneTime(price).stream());
        }
        Stream<Charge> base = base(price, after);
        return price.overageCadence()
                .map(cadence -> Stream.of(base, overage(price, cadence, after)))
                .orElseGet(() -> Stream.of(base));
    }

    private Stream<Charge> base(PricePlan price, LocalDate after) {
        return periods(price.cadence(), after)
                .flatMap(period -> billed(period.days())
                        .map(service -> new Charge(
                                Charge.Kind.BASE,
                                price,
                                index,
                                period.invoiceDate(price.timing()),
                                service,
                                period.days(),
                                period.gridPeriod(),
                                countsFrom(price, service))));
    }

    /** Day by day of a period that was billed in advance: its own part of each period of the overage. */
    private Stream<Charge> overage(PricePlan price, Cadence cadence, LocalDate after) {
        return periods(cadence, after)
                .flatMap(slice -> segment.periods(price.cadence())
                        .streamFrom(slice.days().start())
                        .takeWhile(whole ->
                                !whole.days().start().isAfter(slice.days().end()))
                        .flatMap(whole -> slice.days().intersection(whole.days()).stream()
                                .flatMap(this::billed)
                                .map(service -> new Charge(
                                        Charge.Kind.OVERAGE,
                                        price,
                                        index,
                                        slice.invoiceDate(BillingTiming.IN_ARREARS),
                                        service,
                                        slice.days(),
                                        whole.gridPeriod(),
                                        later(whole.days().start(), days.start())))));
    }

    private Stream<BillingPeriod> periods(Cadence cadence, LocalDate after) {
        return segment.periods(cadence)
                .streamFrom(later(after, days.start()))
                .takeWhile(period -> !days.endsBefore(period.days().start())
                        && !restsFrom(period.days().start()));
    }

    /** Whether nothing is billed on that day nor on any day after it. */
    private boolean restsFrom(LocalDate day) {
        return unbilled.stream().anyMatch(gap -> gap.end().isEmpty() && gap.contains(day));
    }

    private Optional<Charge> oneTime(PricePlan price) {
        return switch (price.timing()) {
            case IN_ADVANCE -> {
                DateRange service = days.days().orElseGet(() -> new DateRange(days.start(), days.start()));
                yield Optional.of(new Charge(price, index, days.start(), service, service));
            }
            case IN_ARREARS ->
                days.days()
                        .map(service -> new Charge(price, index, service.end().plusDays(1), service, service));
        };
    }

    private LocalDate countsFrom(PricePlan price, DateRange service) {
        if (price.filling() instanceof PricePlan.Filling.Every every) {
            DateRange filled = segment.periods(every.cadence()).grid().periodContaining(service.start());
            return later(days.start(), filled.start());
        }
        return price.filling() instanceof PricePlan.Filling.SincePhase ? days.start() : service.start();
    }

    /** The parts of these days that belong to the phase and are billed. */
    private Stream<DateRange> billed(DateRange range) {
        List<DateRange> parts =
                new ArrayList<>(days.intersection(range).stream().toList());
        for (Term gap : unbilled) {
            parts = new ArrayList<>(
                    parts.stream().flatMap(part -> without(part, gap)).toList());
        }
        return parts.stream();
    }

    private static Stream<DateRange> without(DateRange days, Term gap) {
        Optional<DateRange> cut = gap.intersection(days);
        if (cut.isEmpty()) {
            return Stream.of(days);
        }
        List<DateRange> left = new ArrayList<>(2);
        if (days.start().isBefore(cut.get().start())) {
            left.add(new DateRange(days.start(), cut.get().start().minusDays(1)));
        }
        if (days.end().isAfter(cut.get().end())) {
            left.add(new DateRange(cut.get().end().plusDays(1), days.end()));
        }
        return left.stream();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
