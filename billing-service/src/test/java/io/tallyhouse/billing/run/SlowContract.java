package io.tallyhouse.billing.run;

import io.tallyhouse.billing.rating.SlowRater;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The second reckoning of a contract: it walks through the days, counts on fingers, and shares nothing with the first but what
 * was written down. What it makes of a contract is, for each invoice date, the net of each charge and the net of all.
 */
final class SlowContract {
    private final RandomContract contract;
    private final ScheduleRecord schedule;
    private final TreeMap<LocalDate, List<SlowCharge>> invoices = new TreeMap<>();

    SlowContract(RandomContract contract) {
        this.contract = contract;
        this.schedule = contract.schedule();
    }

    /** {@code date: charge charge … = total}, one line an invoice. */
    List<String> invoices() {
        for (int phase = 0; phase < schedule.phases().size(); phase++) {
            for (var id : schedule.phases().get(phase).priceIds()) {
                charge(phase, contract.terms().price(id));
            }
        }
        List<String> told = new ArrayList<>();
        invoices.forEach((date, charges) -> told.add(date + ": " + total(charges)));
        return told;
    }

    private void charge(int phaseIndex, PriceRecord price) {
        PhaseRecord phase = schedule.phases().get(phaseIndex);
        LocalDate last = phase.endDate().orElseThrow();
        if (price.frequency() == BillingFrequency.ONE_TIME) {
            BigDecimal amount = ((PriceStructure.Flat) price.structure()).amount();
            LocalDate date = price.timing() == BillingTiming.IN_ADVANCE ? phase.startDate() : last.plusDays(1);
            List<LocalDate> days =
                    phase.startDate().datesUntil(last.plusDays(1)).toList();
            add(date, new SlowCharge(phaseIndex, price, days, days.size(), amount));
            return;
        }
        LocalDate from = segmentStart(phaseIndex);
        LocalDate to = segmentEnd(phaseIndex);
        for (DateRange grid : grid(phaseIndex, price.frequency(), price.interval())) {
            List<LocalDate> own = grid.start()
                    .datesUntil(grid.end().plusDays(1))
                    .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            LocalDate date = price.timing() == BillingTiming.IN_ADVANCE
                    ? own.get(0)
                    : own.get(own.size() - 1).plusDays(1);
            List<LocalDate> part = new ArrayList<>();
            for (LocalDate day : own) {
                if (isBilled(day, phase)) {
                    part.add(day);
                } else if (!part.isEmpty()) {
                    add(date, charge(phaseIndex, price, part, (int) grid.days()));
                    part = new ArrayList<>();
                }
            }
            if (!part.isEmpty()) {
                add(date, charge(phaseIndex, price, part, (int) grid.days()));
            }
        }
    }

    private boolean isBilled(LocalDate day, PhaseRecord phase) {
        return !day.isBefore(phase.startDate())
                && !day.isAfter(phase.endDate().orElseThrow())
                && schedule.suspensions().stream()
                        .noneMatch(rest -> !rest.billed()
                                && !day.isBefore(rest.from())
                                && !day.isAfter(rest.to().orElseThrow()));
    }

    private void add(LocalDate date, SlowCharge charge) {
        invoices.computeIfAbsent(date, absent -> new ArrayList<>()).add(charge);
    }

    private SlowCharge charge(int phase, PriceRecord price, List<LocalDate> days, int gridDays) {
        return new SlowCharge(phase, price, List.copyOf(days), gridDays, gross(phase, price, days, gridDays));
    }

    private BigDecimal gross(int phase, PriceRecord price, List<LocalDate> days, int gridDays) {
        PriceStructure structure = price.structure();
        if (structure instanceof PriceStructure.Flat flat) {
            return flat.amount()
                    .multiply(BigDecimal.valueOf(days.size()))
                    .divide(BigDecimal.valueOf(gridDays), MathContext.DECIMAL128);
        }
        if (structure instanceof Seat seat) {
            return seats(seat, days, gridDays);
        }
        int now = used(days.get(0), days.get(days.size() - 1).plusDays(1));
        if (price.usageMode() == UsageMode.BILLING_PERIOD) {
            return SlowRater.rate(structure, now);
        }
        int before = used(fillsFrom(phase, price, days.get(0)), days.get(0));
        BigDecimal owed = before == 0 ? BigDecimal.ZERO : SlowRater.rate(structure, before);
        return SlowRater.rate(structure, before + now).subtract(owed);
    }

    private LocalDate fillsFrom(int phase, PriceRecord price, LocalDate day) {
        LocalDate start = schedule.phases().get(phase).startDate();
        if (price.usageMode() == UsageMode.CUMULATIVE) {
            return start;
        }
        LocalDate period = grid(phase, BillingFrequency.HALF_YEARLY, 1).stream()
                .filter(grid -> grid.contains(day))
                .findFirst()
                .orElseThrow()
                .start();
        return period.isBefore(start) ? start : period;
    }

    /** In tenths of a unit. */
    private int used(LocalDate from, LocalDate until) {
        int tenths = 0;
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            BigDecimal amount = contract.usage().sums().get(day);
            tenths += amount == null ? 0 : amount.movePointRight(1).intValueExact();
        }
        return tenths;
    }

    private BigDecimal seats(Seat seat, List<LocalDate> days, int gridDays) {
        int most = 0;
        for (LocalDate day : days) {
            most = Math.max(most, seatsOf(day));
        }
        BigDecimal sum = BigDecimal.ZERO;
        int sofar = 0;
        for (LocalDate day : days) {
            sofar = Math.max(sofar, seatsOf(day));
            int counted = seat.prorationStrategy() == SeatProration.PRORATE_ALL_CHANGES
                    ? seatsOf(day)
                    : seat.prorationStrategy() == SeatProration.USE_MAXIMUM ? most : sofar;
            sum = sum.add(SlowRater.rate(seat, counted * 10));
        }
        return sum.divide(BigDecimal.valueOf(gridDays), MathContext.DECIMAL128);
    }

    private int seatsOf(LocalDate day) {
        List<BigDecimal> reported = contract.usage().totals().get(day);
        if (reported != null) {
            return reported.stream().mapToInt(BigDecimal::intValueExact).max().orElseThrow();
        }
        for (LocalDate earlier = day.minusDays(1); earlier.isAfter(day.minusYears(4)); earlier = earlier.minusDays(1)) {
            List<BigDecimal> last = contract.usage().totals().get(earlier);
            if (last != null) {
                return last.get(last.size() - 1).intValueExact();
            }
        }
        return 0;
    }

    // the grid

    private LocalDate segmentStart(int phase) {
        for (int index = phase; index > 0; index--) {
            if (schedule.phases().get(index).recurrence() == Recurrence.RESET) {
                return schedule.phases().get(index).startDate();
            }
        }
        return schedule.startDate();
    }

    private LocalDate segmentEnd(int phase) {
        for (int index = phase + 1; index < schedule.phases().size(); index++) {
            if (schedule.phases().get(index).recurrence() == Recurrence.RESET) {
                return schedule.phases().get(index).startDate().minusDays(1);
            }
        }
        return schedule.endDate().orElseThrow();
    }

    private List<DateRange> grid(int phase, BillingFrequency frequency, int interval) {
        LocalDate from = segmentStart(phase);
        boolean isReset = !from.equals(schedule.startDate());
        int billingDay = isReset ? from.getDayOfMonth() : schedule.billingDay();
        List<LocalDate> begins = frequency == BillingFrequency.WEEKLY
                ? from.datesUntil(segmentEnd(phase).plusDays(8 * interval), java.time.Period.ofDays(7 * interval))
                        .toList()
                : monthBegins(from, billingDay, months(frequency) * interval, segmentEnd(phase));
        List<DateRange> grid = new ArrayList<>();
        for (int index = 1; index < begins.size(); index++) {
            grid.add(new DateRange(begins.get(index - 1), begins.get(index).minusDays(1)));
        }
        return grid;
    }

    private static int months(BillingFrequency frequency) {
        return frequency == BillingFrequency.MONTHLY ? 1 : frequency == BillingFrequency.QUARTERLY ? 3 : 6;
    }

    /** Every so many months, counted from the first billing day. */
    private static List<LocalDate> monthBegins(LocalDate from, int billingDay, int months, LocalDate end) {
        List<LocalDate> all = new ArrayList<>();
        LocalDate day = from.minusMonths(months + 2L).withDayOfMonth(1);
        while (day.isBefore(end.plusMonths(months + 2L))) {
            if (day.getDayOfMonth() == Math.min(billingDay, day.lengthOfMonth())) {
                all.add(day);
            }
            day = day.plusDays(1);
        }
        int first = 0;
        while (all.get(first).isBefore(from)) {
            first++;
        }
        List<LocalDate> begins = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (Math.floorMod(index - first, months) == 0) {
                begins.add(all.get(index));
            }
        }
        return begins;
    }

    private String total(List<SlowCharge> charges) {
        BigDecimal total = BigDecimal.ZERO;
        List<String> shown = new ArrayList<>();
        for (int phase = 0; phase < schedule.phases().size(); phase++) {
            int index = phase;
            List<SlowCharge> own =
                    charges.stream().filter(charge -> charge.phase == index).toList();
            total = total.add(new SlowDiscounts(schedule.phases().get(phase), own).apply());
            for (SlowCharge charge : own) {
                total = total.add(SlowCharge.rounded(charge.left));
                shown.add(SlowCharge.rounded(charge.shown).toPlainString());
            }
        }
        return String.join(" ", shown) + " = " + total.toPlainString();
    }
}
