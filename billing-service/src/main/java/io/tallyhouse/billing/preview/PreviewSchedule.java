package io.tallyhouse.billing.preview;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.Bill;
import io.tallyhouse.billing.credit.ForeseeCredits;
import io.tallyhouse.billing.period.BillingCalendar;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.run.Billed;
import io.tallyhouse.billing.run.BillingRuns;
import io.tallyhouse.billing.run.FindBilled;
import io.tallyhouse.billing.run.RateRun;
import io.tallyhouse.billing.schedule.PinTerms;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The invoices of a schedule that are not cut yet, through a date, and the one whose period runs on that date. A draft is
 * previewed with the terms that it would pin now.
 */
@ApplicationScoped
public class PreviewSchedule {
    private static final int INVOICES_MAX = 400;

    private final FindBilled findBilled;
    private final PinTerms pinTerms;
    private final BillingRuns runs;
    private final RateRun rateRun;
    private final ForeseeCredits foreseeCredits;

    PreviewSchedule(
            FindBilled findBilled,
            PinTerms pinTerms,
            BillingRuns runs,
            RateRun rateRun,
            ForeseeCredits foreseeCredits) {
        this.findBilled = findBilled;
        this.pinTerms = pinTerms;
        this.runs = runs;
        this.rateRun = rateRun;
        this.foreseeCredits = foreseeCredits;
    }

    /** @param through day of the schedule's zone, included */
    public Uni<Outcome> execute(Schedule schedule, LocalDate through) {
        if (schedule.terms().isPresent()) {
            return preview(schedule.through(through).record(), schedule.pinned(), through);
        }
        ScheduleRecord record = schedule.record();
        return pinTerms.execute(record)
                .chain(pinned -> pinned.terms()
                        .map(terms -> preview(record, terms, through))
                        .orElseGet(() -> Uni.createFrom()
                                .item(new Outcome.Refused(pinned.problem().orElseThrow()))));
    }

    private Uni<Outcome> preview(ScheduleRecord schedule, PinnedTerms terms, LocalDate through) {
        return runs.doneDates(schedule.tenant(), schedule.id())
                .chain(done -> findBilled.execute(schedule).chain(billed -> {
                    List<BillingRunPlan> plans = plans(ScheduleCalendar.of(schedule, terms), through, done);
                    return plans.size() > INVOICES_MAX
                            ? Uni.createFrom().item(new Outcome.TooMany(plans.size(), INVOICES_MAX))
                            : rate(plans, new Terms(schedule, terms, billed), through);
                }));
    }

    private record Terms(ScheduleRecord schedule, PinnedTerms pinned, Billed billed) {}

    private Uni<Outcome> rate(List<BillingRunPlan> plans, Terms terms, LocalDate through) {
        return Multi.createFrom()
                .iterable(plans)
                .onItem()
                .transformToUniAndConcatenate(plan -> rateRun.execute(
                                plan, terms.schedule(), terms.pinned(), terms.billed())
                        .map(lines -> new PreviewedInvoice(
                                plan.invoiceDate(),
                                plan.billingPeriod(),
                                plan.invoiceDate().isAfter(through),
                                lines)))
                .collect()
                .asList()
                .chain(invoices -> credited(invoices, terms.schedule()))
                .map(Outcome.Previewed::new);
    }

    /** With what credits would pay of them, one after the other. */
    private Uni<List<PreviewedInvoice>> credited(List<PreviewedInvoice> invoices, ScheduleRecord schedule) {
        List<Bill> bills = invoices.stream()
                .map(invoice -> new Bill(schedule.currency(), invoice.issueDate(), invoice.lines()))
                .toList();
        return foreseeCredits
                .execute(schedule.tenant(), schedule.customerId(), bills)
                .map(credits -> IntStream.range(0, invoices.size())
                        .mapToObj(index -> invoices.get(index).with(credits.get(index)))
                        .toList());
    }

    /** Those through the date, and the next one if it bills days up to the date. */
    static List<BillingRunPlan> plans(BillingCalendar calendar, LocalDate through, Set<LocalDate> done) {
        List<BillingRunPlan> plans = new ArrayList<>(calendar.plansThrough(through));
        Optional<BillingRunPlan> running = calendar.nextInvoiceDate(through)
                .flatMap(calendar::planOn)
                .filter(plan -> plan.charges().stream()
                        .anyMatch(charge -> !charge.serviceDays().start().isAfter(through)));
        running.ifPresent(plans::add);
        plans.removeIf(plan -> done.contains(plan.invoiceDate()));
        return List.copyOf(plans);
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Previewed(List<PreviewedInvoice> invoices) implements Outcome {}

        /** More than one answer may have, as daily prices make them in some years. */
        record TooMany(int invoices, int most) implements Outcome {}

        /** The draft could not be activated either. */
        record Refused(Problem problem) implements Outcome {}
    }
}
