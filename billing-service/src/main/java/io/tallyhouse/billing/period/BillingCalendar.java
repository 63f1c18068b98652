package io.tallyhouse.billing.period;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that a schedule bills, and when. The same for runs and previews.
 *
 * @param term days of the schedule; phases bill only within them
 * @param billingDay 1 to 31
 * @param phases in order, without overlap
 */
public record BillingCalendar(Term term, int billingDay, List<PhasePlan> phases) {
    public BillingCalendar {
        requireNonNull(term, "term is null");
        phases = List.copyOf(phases);
        for (int index = 1; index < phases.size(); index++) {
            if (!phases.get(index - 1)
                    .term()
                    .endsBefore(phases.get(index).term().start())) {
                throw new IllegalArgumentException("phase " + (index - 1) + " does not end before phase " + index);
            }
        }
    }

    /** Runs with invoice dates up to {@code through}, that day included, in order of date. */
    public List<BillingRunPlan> plansThrough(LocalDate through) {
        return plans(chargesThrough(through));
    }

    /** Runs with invoice dates after {@code after} and up to {@code through}, in order of date. */
    public List<BillingRunPlan> plansBetween(LocalDate after, LocalDate through) {
        return plans(chargesBetween(after, through));
    }

    /** The run of that invoice date, if anything bills on it. */
    public Optional<BillingRunPlan> planOn(LocalDate invoiceDate) {
        return plansBetween(invoiceDate.minusDays(1), invoiceDate).stream().findFirst();
    }

    /** Charges with invoice dates up to {@code through}, that day included. */
    public List<Charge> chargesThrough(LocalDate through) {
        return chargesBetween(term.start().minusDays(1), through);
    }

    /** The next date after {@code after} on which anything bills; empty if nothing ever will. */
    public Optional<LocalDate> nextInvoiceDate(LocalDate after) {
        return IntStream.range(0, phases.size())
                .boxed()
                .flatMap(index -> phases.get(index).prices().stream()
                        .flatMap(price -> chargesOf(price, index, after)
                                .map(Charge::invoiceDate)
                                .filter(date -> date.isAfter(after))
                                .findFirst()
                                .stream()))
                .min(naturalOrder());
    }

    private List<Charge> chargesBetween(LocalDate after, LocalDate through) {
        return IntStream.range(0, phases.size())
                .boxed()
                .flatMap(index -> phases.get(index).prices().stream()
                        .flatMap(price -> chargesOf(price, index, after)
                                .takeWhile(charge -> !charge.invoiceDate().isAfter(through))))
                .filter(charge -> charge.invoiceDate().isAfter(after))
                .toList();
    }

    /** In order, made as they are asked for, perhaps without end; of those up to {@code after} some may be left out. */
    private Stream<Charge> chargesOf(PricePlan price, int phaseIndex, LocalDate after) {
        return phases.get(phaseIndex)
                .term()
                .intersection(term)
                .map(days -> price.isRecurring()
                        ? recurring(price, phaseIndex, days, after)
                        : oneTime(price, phaseIndex, days).stream())
                .orElse(Stream.empty());
    }

    private Stream<Charge> recurring(PricePlan price, int phaseIndex, Term phaseDays, LocalDate after) {
        LocalDate from = after.isAfter(phaseDays.start()) ? after : phaseDays.start();
        return SchedulePeriods.of(term, billingDay, price.cadence())
                .streamFrom(from)
                .takeWhile(period -> !phaseDays.endsBefore(period.days().start()))
                .flatMap(period -> phaseDays.intersection(period.days()).stream()
                        .map(days -> new Charge(
                                price, phaseIndex, period.invoiceDate(price.timing()), days, period.gridPeriod())));
    }

    private static Optional<Charge> oneTime(PricePlan price, int phaseIndex, Term phaseDays) {
        return switch (price.timing()) {
            case IN_ADVANCE -> {
                DateRange days = phaseDays.days().orElseGet(() -> new DateRange(phaseDays.start(), phaseDays.start()));
                yield Optional.of(new Charge(price, phaseIndex, phaseDays.start(), days, days));
            }
            case IN_ARREARS ->
                phaseDays
                        .days()
                        .map(days -> new Charge(price, phaseIndex, days.end().plusDays(1), days, days));
        };
    }

    private List<BillingRunPlan> plans(List<Charge> charges) {
        return charges.stream().collect(groupingBy(Charge::invoiceDate, TreeMap::new, toList())).entrySet().stream()
                .map(entry -> new BillingRunPlan(entry.getKey(), billingPeriod(entry.getValue()), entry.getValue()))
                .toList();
    }

    /** Of a recurring charge if there is one, of one in arrears before one in advance, and of these the longest. */
    private DateRange billingPeriod(List<Charge> charges) {
        Charge leading = charges.stream()
                .min(comparing((Charge charge) -> !charge.isRecurring())
                        .thenComparing(charge -> charge.timing() == BillingTiming.IN_ADVANCE)
                        .thenComparing(charge -> -charge.gridPeriod().days()))
                .orElseThrow();
        // of a period crossed by a phase boundary the whole, not the part that the phase bills
        return term.intersection(leading.gridPeriod()).orElseThrow();
    }
}
