package io.tallyhouse.billing.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of the calendar, against walking through it day by day. */
class BillingCalendarProperties {
    private static final LocalDate FIRST = LocalDate.parse("2023-11-01");

    @Property
    void periods_tile_the_schedule_as_a_walk_day_by_day_does(
            @ForAll("days") DateRange days, @ForAll @IntRange(min = 1, max = 31) int billingDay) {
        List<BillingPeriod> periods = SchedulePeriods.of(days, billingDay, Cadence.MONTHLY);

        assertThat(periods).extracting(BillingPeriod::days).isEqualTo(walked(days, billingDay));
        // stub days add up: no day in two periods, none left out
        assertThat(periods.stream().mapToLong(period -> period.days().days()).sum())
                .isEqualTo(days.days());
        assertThat(periods.stream().skip(1).limit(Math.max(0, periods.size() - 2)))
                .noneMatch(BillingPeriod::isStub);
    }

    @Property
    void periods_of_any_cadence_tile_the_schedule_and_only_the_ends_are_stubs(
            @ForAll("days") DateRange days,
            @ForAll @IntRange(min = 1, max = 31) int billingDay,
            @ForAll("cadences") Cadence cadence) {
        List<BillingPeriod> periods = SchedulePeriods.of(days, billingDay, cadence);

        assertThat(periods.stream().flatMap(period -> each(period.days())))
                .containsExactlyElementsOf(each(days).toList());
        assertThat(periods.stream().skip(1).limit(Math.max(0, periods.size() - 2)))
                .noneMatch(BillingPeriod::isStub);
        // every period of months is made of whole ones of the monthly grid
        List<LocalDate> firstDays = SchedulePeriods.of(days, billingDay, Cadence.MONTHLY).stream()
                .map(period -> period.days().start())
                .toList();
        if (cadence.unit() == Cadence.Unit.MONTHS) {
            assertThat(firstDays)
                    .containsAll(periods.stream()
                            .map(period -> period.days().start())
                            .toList());
            assertThat(periods.get(0).days().days())
                    .as("a stub of a month at most, or a whole period")
                    .satisfies(length -> assertThat(length <= 31
                                    || periods.get(0).gridPeriod().start().equals(days.start()))
                            .isTrue());
        }
    }

    @Provide
    Arbitrary<Cadence> cadences() {
        return Combinators.combine(
                        Arbitraries.of(BillingFrequency.class)
                                .filter(frequency -> frequency != BillingFrequency.ONE_TIME),
                        Arbitraries.integers().between(1, 5))
                .as(Cadence::of);
    }

    @Property
    void the_grid_periods_of_a_schedule_adjoin_and_have_28_to_31_days(
            @ForAll("days") DateRange days, @ForAll @IntRange(min = 1, max = 31) int billingDay) {
        List<BillingPeriod> periods = SchedulePeriods.of(days, billingDay, Cadence.MONTHLY);

        assertThat(periods)
                .allMatch(period ->
                        period.gridPeriod().days() >= 28 && period.gridPeriod().days() <= 31);
        for (int index = 1; index < periods.size(); index++) {
            assertThat(periods.get(index).gridPeriod().start())
                    .isEqualTo(periods.get(index - 1).gridPeriod().end().plusDays(1));
        }
    }

    @Property(tries = 500)
    void every_price_bills_each_day_of_its_phase_once_and_no_other_day(@ForAll("calendars") BillingCalendar calendar) {
        List<Charge> charges = calendar.chargesThrough(FIRST.plusYears(10));

        for (int phase = 0; phase < calendar.phases().size(); phase++) {
            DateRange days = calendar.phases().get(phase).term().days().orElseThrow();
            for (PricePlan price : calendar.phases().get(phase).prices()) {
                List<LocalDate> wanted = each(days)
                        .filter(day -> !price.isRecurring() || isBilled(calendar, day))
                        .toList();
                assertThat(billed(charges, phase, price, Charge.Kind.BASE)).containsExactlyElementsOf(wanted);
                assertThat(billed(charges, phase, price, Charge.Kind.OVERAGE))
                        .containsExactlyElementsOf(price.overageCadence().isPresent() ? wanted : List.of());
            }
        }
    }

    private static List<LocalDate> billed(List<Charge> charges, int phase, PricePlan price, Charge.Kind kind) {
        return charges.stream()
                .filter(charge -> charge.phaseIndex() == phase && charge.price().equals(price) && charge.kind() == kind)
                .flatMap(charge -> each(charge.serviceDays()))
                .toList();
    }

    private static boolean isBilled(BillingCalendar calendar, LocalDate day) {
        return calendar.unbilled().stream().noneMatch(gap -> gap.contains(day));
    }

    @Property(tries = 500)
    void what_is_billed_lies_in_its_period_and_the_period_in_its_grid(@ForAll("calendars") BillingCalendar calendar) {
        assertThat(calendar.chargesThrough(FIRST.plusYears(10))).allSatisfy(charge -> {
            assertThat(each(charge.period()))
                    .contains(charge.serviceDays().start(), charge.serviceDays().end());
            assertThat(charge.countsFrom())
                    .isBeforeOrEqualTo(charge.serviceDays().start());
            if (charge.kind() == Charge.Kind.BASE) {
                assertThat(each(charge.gridPeriod()))
                        .contains(charge.period().start(), charge.period().end());
            } else {
                assertThat(each(charge.gridPeriod()))
                        .contains(
                                charge.serviceDays().start(),
                                charge.serviceDays().end());
            }
        });
    }

    @Property(tries = 500)
    void a_phase_that_resets_begins_a_period(@ForAll("calendars") BillingCalendar calendar) {
        List<Charge> charges = calendar.chargesThrough(FIRST.plusYears(10));
        for (int phase = 1; phase < calendar.phases().size(); phase++) {
            if (calendar.phases().get(phase).resets()) {
                LocalDate first = calendar.phases().get(phase).term().start();
                assertThat(charges)
                        .filteredOn(Charge::isRecurring)
                        .noneMatch(charge -> charge.period().start().isBefore(first)
                                && !charge.period().end().isBefore(first));
            }
        }
    }

    @Property(tries = 500)
    void plans_of_adjoining_stretches_of_time_are_the_plans_of_the_whole(
            @ForAll("calendars") BillingCalendar calendar, @ForAll @IntRange(min = -10, max = 900) int cut) {
        LocalDate last = FIRST.plusYears(10);
        LocalDate between = FIRST.plusDays(cut);

        List<BillingRunPlan> pieces = new ArrayList<>(calendar.plansThrough(between));
        pieces.addAll(calendar.plansBetween(between, last));

        assertThat(pieces).isEqualTo(calendar.plansThrough(last));
    }

    @Property(tries = 500)
    void the_next_invoice_date_is_that_of_the_next_plan(
            @ForAll("calendars") BillingCalendar calendar, @ForAll @IntRange(min = -10, max = 900) int cut) {
        LocalDate after = FIRST.plusDays(cut);
        Optional<LocalDate> next = calendar.plansBetween(after, FIRST.plusYears(10)).stream()
                .map(BillingRunPlan::invoiceDate)
                .findFirst();

        assertThat(calendar.nextInvoiceDate(after)).isEqualTo(next);
    }

    @Provide
    Arbitrary<DateRange> days() {
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 900);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, 800);
        return Combinators.combine(start, length)
                .as((from, days) ->
                        new DateRange(FIRST.plusDays(from), FIRST.plusDays(from).plusDays(days - 1L)));
    }

    /**
     * A schedule of one to four phases of 1 to 120 days, some of which reset the grid, each with prices in advance, in arrears,
     * one-time and for seats; up to two rests, the last perhaps without end.
     */
    @Provide
    Arbitrary<BillingCalendar> calendars() {
        Arbitrary<List<Integer>> lengths =
                Arbitraries.integers().between(1, 120).list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 400);
        Arbitrary<Integer> billingDay = Arbitraries.integers().between(1, 31);
        Arbitrary<Integer> resets = Arbitraries.integers().between(0, 15);
        Arbitrary<List<Integer>> rests =
                Arbitraries.integers().between(0, 90).list().ofMaxSize(4);
        return Combinators.combine(lengths, start, billingDay, resets, rests).as((phases, from, day, reset, rest) -> {
            List<PhasePlan> plans = new ArrayList<>();
            LocalDate next = FIRST.plusDays(from);
            for (int index = 0; index < phases.size(); index++) {
                int length = phases.get(index);
                plans.add(new PhasePlan(
                        Term.of(new DateRange(next, next.plusDays(length - 1L))), prices(), (reset >> index & 1) == 1));
                next = next.plusDays(length);
            }
            Term term = Term.of(new DateRange(FIRST.plusDays(from), next.minusDays(1)));
            return new BillingCalendar(term, day, plans, rests(FIRST.plusDays(from), rest));
        });
    }

    /** Days between, days of rest, days between, …; a rest of unknown end where the list ends before it does. */
    private static List<Term> rests(LocalDate from, List<Integer> lengths) {
        List<Term> rests = new ArrayList<>();
        LocalDate next = from;
        for (int index = 0; index < lengths.size(); index += 2) {
            LocalDate begin = next.plusDays(lengths.get(index));
            if (index + 1 == lengths.size()) {
                rests.add(Term.openFrom(begin));
            } else {
                LocalDate end = begin.plusDays(lengths.get(index + 1));
                rests.add(Term.of(new DateRange(begin, end)));
                next = end.plusDays(1);
            }
        }
        return rests;
    }

    private static List<PricePlan> prices() {
        List<PricePlan> prices = new ArrayList<>();
        for (BillingFrequency frequency : BillingFrequency.values()) {
            for (BillingTiming timing : BillingTiming.values()) {
                int interval = frequency == BillingFrequency.WEEKLY ? 3 : 1;
                prices.add(new PricePlan(new PriceId(frequency + "-" + timing), frequency, interval, timing, false));
            }
        }
        prices.add(new PricePlan(
                new PriceId("seats"),
                BillingFrequency.QUARTERLY,
                1,
                BillingTiming.IN_ADVANCE,
                new PricePlan.Bills.Seats(Optional.of(Cadence.MONTHLY)),
                new PricePlan.Filling.Every(new Cadence(Cadence.Unit.MONTHS, 12))));
        return prices;
    }

    /** The slow and obvious way: a period begins on the billing day, or on a month's last day if it has none. */
    private static List<DateRange> walked(DateRange days, int billingDay) {
        List<DateRange> periods = new ArrayList<>();
        LocalDate begun = days.start();
        for (LocalDate day = days.start(); !day.isAfter(days.end()); day = day.plusDays(1)) {
            boolean lastOfShortMonth = day.getDayOfMonth() == day.lengthOfMonth() && billingDay > day.lengthOfMonth();
            boolean begins = day.getDayOfMonth() == billingDay || lastOfShortMonth;
            if (begins && day.isAfter(begun)) {
                periods.add(new DateRange(begun, day.minusDays(1)));
                begun = day;
            }
        }
        periods.add(new DateRange(begun, days.end()));
        return periods;
    }

    private static Stream<LocalDate> each(DateRange days) {
        return days.start().datesUntil(days.end().plusDays(1));
    }
}
