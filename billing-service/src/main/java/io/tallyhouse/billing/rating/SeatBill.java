package io.tallyhouse.billing.rating;

import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.rating.Consumption.Seats;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What seats cost that come and go: {@code Σ price(seats of the day) / days of the grid period}, multiplied first and
 * divided last. How many steps tell it depends on how many different numbers of seats there were.
 */
record SeatBill(SeatPrice price, PricedCharge priced, Lengths lengths) {
    GrossCharge gross(Seats seats) {
        Charge charge = priced.charge();
        if (charge.kind() == Charge.Kind.OVERAGE) {
            return overage(
                    seats, new Span(daysBefore(charge), charge.serviceDays().days()));
        }
        return charge.timing() == BillingTiming.IN_ADVANCE ? inAdvance(seats) : inArrears(seats);
    }

    private static long daysBefore(Charge charge) {
        return ChronoUnit.DAYS.between(charge.countsFrom(), charge.serviceDays().start());
    }

    /** Days of the seats that a charge bills. */
    private record Span(long skipped, long length) {
        List<Quantity> of(List<Quantity> days) {
            return days.subList((int) skipped, (int) (skipped + length));
        }
    }

    private GrossCharge inAdvance(Seats seats) {
        Rated whole = price.rate(seats.opening());
        Charge charge = priced.charge();
        Amount amount = lengths.part(whole.amount(), charge.serviceDays(), charge.gridPeriod());
        List<RatingStep> steps = new ArrayList<>();
        steps.add(RatingStep.of("SEATS", seats.opening() + " seats when the period opens"));
        steps.addAll(whole.steps());
        if (lengths.divides(charge.serviceDays(), charge.gridPeriod())) {
            steps.add(GrossCharge.prorationStep(whole.amount(), charge, amount, lengths));
        }
        return new GrossCharge(priced, price.paid(seats.opening()), amount, amount, steps);
    }

    private GrossCharge inArrears(Seats seats) {
        List<Quantity> days = counted(seats);
        BigDecimal sum = BigDecimal.ZERO;
        List<RatingStep> steps = new ArrayList<>(List.of(seatsStep(days, seats.opening())));
        for (Map.Entry<Quantity, Long> same : byNumber(days).entrySet()) {
            Rated whole = price.rate(same.getKey());
            steps.addAll(whole.steps());
            BigDecimal times = whole.amount().value().multiply(BigDecimal.valueOf(same.getValue()));
            steps.add(daysStep(same.getKey(), whole.amount(), same.getValue(), times));
            sum = sum.add(times);
        }
        Amount contracted = price.rate(Quantity.ZERO).amount().prorated(days.size(), gridDays());
        return new GrossCharge(priced, max(days), divided(sum, steps), contracted, steps);
    }

    /** What seats cost beyond those that were billed in advance; less, too, where every change is prorated. */
    private GrossCharge overage(Seats seats, Span span) {
        Amount billed = price.rate(seats.opening()).amount();
        List<Quantity> days = span.of(counted(seats));
        BigDecimal sum = BigDecimal.ZERO;
        List<RatingStep> steps = new ArrayList<>(List.of(seatsStep(days, seats.opening())));
        for (Map.Entry<Quantity, Long> same : byNumber(days).entrySet()) {
            Amount more = price.rate(same.getKey()).amount().minus(billed);
            BigDecimal times = more.value().multiply(BigDecimal.valueOf(same.getValue()));
            steps.add(RatingStep.of(
                    "SEAT_DAYS",
                    "%s seats cost %s more than those billed in advance, on %d days: %s"
                            .formatted(same.getKey(), Figures.shown(more), same.getValue(), Decimals.text(times)),
                    times));
            sum = sum.add(times);
        }
        Quantity most = max(days);
        Quantity beyond = most.compareTo(price.paid(seats.opening())) > 0
                ? most.minus(price.paid(seats.opening()))
                : Quantity.ZERO;
        Amount amount = divided(sum, steps);
        return new GrossCharge(priced, beyond, amount, Amount.zero(amount.currency()), steps);
    }

    /** The seats that each day pays for, as the price's strategy has it. */
    private List<Quantity> counted(Seats seats) {
        return switch (price.strategy()) {
            case PRORATE_ALL_CHANGES -> seats.days();
            case PRORATE_INCREMENTS -> neverFewer(seats);
            case USE_MAXIMUM -> {
                // of an overage the most so far, for the days to come are not known when it is billed
                yield priced.charge().kind() == Charge.Kind.OVERAGE
                        ? neverFewer(seats)
                        : always(max(seats.days()), seats);
            }
        };
    }

    private List<Quantity> neverFewer(Seats seats) {
        List<Quantity> rising = new ArrayList<>();
        Quantity most = priced.charge().timing() == BillingTiming.IN_ARREARS
                        && priced.charge().kind() == Charge.Kind.BASE
                ? Quantity.ZERO
                : seats.opening();
        for (Quantity day : seats.days()) {
            most = Quantities.max(most, day);
            rising.add(most);
        }
        return rising;
    }

    private static List<Quantity> always(Quantity number, Seats seats) {
        return seats.days().stream().map(day -> number).toList();
    }

    private static Map<Quantity, Long> byNumber(List<Quantity> days) {
        Map<Quantity, Long> numbers = new TreeMap<>();
        days.forEach(day -> numbers.merge(day, 1L, Long::sum));
        return numbers;
    }

    private static Quantity max(List<Quantity> days) {
        return days.stream().reduce(Quantity.ZERO, Quantities::max);
    }

    private long gridDays() {
        return priced.charge().gridPeriod().days();
    }

    private Amount divided(BigDecimal sum, List<RatingStep> steps) {
        Amount amount = new Amount(price.currency(), sum).prorated(1, gridDays());
        steps.add(RatingStep.of(
                "PRORATION",
                "%s / %d days = %s".formatted(Decimals.text(sum), gridDays(), Figures.shown(amount)),
                amount.value()));
        return amount;
    }

    private static RatingStep daysStep(Quantity seats, Amount whole, long days, BigDecimal times) {
        return RatingStep.of(
                "SEAT_DAYS",
                "%s seats on %d days: %s × %d = %s"
                        .formatted(seats, days, Figures.shown(whole), days, Decimals.text(times)),
                times);
    }

    private RatingStep seatsStep(List<Quantity> days, Quantity opening) {
        String how = switch (price.strategy()) {
            case PRORATE_INCREMENTS -> "added seats count from their day on, removed ones go on to count";
            case PRORATE_ALL_CHANGES -> "each day counts its own seats";
            case USE_MAXIMUM -> "the most of any day count";
        };
        return RatingStep.of("SEATS", "%s seats before, at most %s; %s".formatted(opening, max(days), how));
    }
}
