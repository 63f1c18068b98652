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
 * @param unbilled days on which nothing is billed, in order, without overlap
 */
public record BillingCalendar(Term term, int billingDay, List<PhasePlan> phases, List<Term> unbilled) {
    public BillingCalendar {
        requireNonNull(term, "term is null");
        phases = List.copyOf(phases);
        unbilled = List.copyOf(unbilled);
        for (int index = 1; index < phases.size(); index++) {
            if (!phases.get(index - 1)
                    .term()
                    .endsBefore(phases.get(index).term().start())) {
                throw new IllegalArgumentException("phase " + (index - 1) + " does not end before phase " + index);
            }
        }
    }

    /** One in which every day is billed. */
    public BillingCalendar(Term term, int billingDay, List<PhasePlan> phases) {
        this(term, billingDay, phases, List.of());
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
        return streams(after)
                .flatMap(charges ->
                        charges.map(Charge::invoiceDate).filter(date -> date.isAfter(after)).findFirst().stream())
                .min(naturalOrder());
    }

    private List<Charge> chargesBetween(LocalDate after, LocalDate through) {
        return streams(after)
                .flatMap(charges ->
                        charges.takeWhile(charge -> !charge.invoiceDate().isAfter(through)))
                .filter(charge -> charge.invoiceDate().isAfter(after))
                .toList();
    }

    /** The charges of each price of each phase: in order, made as they are asked for, perhaps without end. */
    private Stream<Stream<Charge>> streams(LocalDate after) {
        List<Segment> segments = Segment.ofPhases(term, billingDay, phases);
        return IntStream.range(0, phases.size())
                .boxed()
                .flatMap(index -> phases.get(index).term().intersection(term).stream()
                        .map(days -> new PhaseCharges(index, days, segments.get(index), unbilled))
                        .flatMap(
                                phase -> phases.get(index).prices().stream().flatMap(price -> phase.of(price, after))));
    }

    private static List<BillingRunPlan> plans(List<Charge> charges) {
        return charges.stream().collect(groupingBy(Charge::invoiceDate, TreeMap::new, toList())).entrySet().stream()
                .map(entry -> new BillingRunPlan(entry.getKey(), billingPeriod(entry.getValue()), entry.getValue()))
                .toList();
    }

    /** Of a recurring charge if there is one, of one in arrears before one in advance, and of these the longest. */
    private static DateRange billingPeriod(List<Charge> charges) {
        return charges.stream()
                .min(comparing((Charge charge) -> !charge.isRecurring())
                        .thenComparing(charge -> charge.timing() == BillingTiming.IN_ADVANCE)
                        .thenComparing(charge -> -charge.gridPeriod().days()))
                .map(Charge::period)
                .orElseThrow();
    }
}
