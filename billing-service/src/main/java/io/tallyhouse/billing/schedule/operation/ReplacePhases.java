package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.billing.schedule.PhaseRules;
import io.tallyhouse.billing.schedule.PhaseTermsRules;
import io.tallyhouse.billing.schedule.ScheduleReferences;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts other phases in the place of those that are not over. Phases before the first one sent stay. One that is past may
 * be sent only as it is; the running one may end on another day and have other terms in arrears, which hold from the first
 * day that is neither past nor billed. The schedule ends with the last phase.
 */
public record ReplacePhases(List<SentPhase> sent) implements ScheduleOperation {
    public ReplacePhases {
        sent = List.copyOf(sent);
    }

    @Override
    public List<Violation> faults(CurrencyCode currency) {
        if (sent.isEmpty()) {
            return PhaseRules.violations(PhaseRules.DATE_MIN, Optional.empty(), sent);
        }
        List<SentPhase> judged =
                sent.stream().map(ReplacePhases::withoutPastMilestone).toList();
        List<Violation> faults = new ArrayList<>(PhaseRules.violations(
                sent.get(0).startDate().orElse(PhaseRules.DATE_MIN),
                sent.get(sent.size() - 1).endDate(),
                judged));
        phases().forEach((pointer, phase) -> faults.addAll(PhaseTermsRules.violations(phase, currency, pointer)));
        return faults;
    }

    /** A milestone that is complete has an end. */
    private static SentPhase withoutPastMilestone(SentPhase phase) {
        return phase.terms().milestone() && phase.endDate().isPresent()
                ? new SentPhase(phase.startDate(), phase.endDate(), phase.months(), PhaseEdits.planned(phase.terms()))
                : phase;
    }

    @Override
    public Map<String, PhaseRecord> phases() {
        return ScheduleReferences.byPointer(sent.stream().map(SentPhase::terms).toList());
    }

    @Override
    public Map<String, PriceId> prices() {
        return ScheduleReferences.pricesOf(phases());
    }

    @Override
    public Change apply(Standing standing) {
        Optional<Change> refusal = standing.overOrCancelled();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<PhaseRecord> dated = SentPhase.dated(sent);
        List<PhaseRecord> phases = new ArrayList<>();
        Optional<Change> gap = keepBefore(standing, dated.get(0).startDate(), phases);
        if (gap.isPresent()) {
            return gap.get();
        }
        for (int index = 0; index < dated.size(); index++) {
            Optional<Change> frozen = take(standing, dated.get(index), "/phases/" + index, phases);
            if (frozen.isPresent()) {
                return frozen.get();
            }
        }
        PhaseRecord last = phases.get(phases.size() - 1);
        boolean ends = sent.size() == dated.size()
                && !(last.milestone() && last.endDate().isEmpty());
        Course course = standing.course().withPhases(phases, SentPhase.pending(sent));
        return new Change.Made(ends ? course.endingOn(last.endDate()) : course);
    }

    /** Phases that begin before the first one sent; the last of them ends there. */
    private static Optional<Change> keepBefore(Standing standing, LocalDate first, List<PhaseRecord> phases) {
        standing.record().phases().stream()
                .filter(phase -> phase.startDate().isBefore(first))
                .forEach(phases::add);
        if (phases.isEmpty()) {
            return first.equals(standing.record().startDate())
                    ? Optional.empty()
                    : Optional.of(ScheduleOperation.invalid(
                            "/phases/0/startDate",
                            "'" + first + "' is before the schedule's startDate '"
                                    + standing.record().startDate() + "'; it must not be"));
        }
        PhaseRecord last = phases.get(phases.size() - 1);
        if (last.endDate().filter(end -> end.equals(first.minusDays(1))).isPresent()) {
            return Optional.empty();
        }
        if (last.endDate().filter(first::isAfter).isPresent()) {
            return Optional.of(ScheduleOperation.invalid(
                    "/phases/0/startDate",
                    "'" + first + "' leaves a gap after the phase that ends on '"
                            + last.endDate().get() + "'; begin the day after"));
        }
        phases.set(phases.size() - 1, PhaseEdits.ending(last, first.minusDays(1)));
        return first.isBefore(standing.firstFree())
                ? Optional.of(ScheduleOperation.conflict(
                        "/phases/0/startDate",
                        "'" + first + "' lies within a phase, and days before " + standing.firstFree()
                                + " are past or billed and frozen; begin on that day or later"))
                : Optional.empty();
    }

    private static Optional<Change> take(
            Standing standing, PhaseRecord phase, String pointer, List<PhaseRecord> phases) {
        if (!phase.startDate().isBefore(standing.firstFree())) {
            phases.add(phase);
            return Optional.empty();
        }
        Optional<PhaseRecord> found = standing.record().phases().stream()
                .filter(existing -> existing.startDate().equals(phase.startDate()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of(ScheduleOperation.conflict(
                    pointer + "/startDate",
                    "'" + phase.startDate() + "' is the start of no phase, and days before " + standing.firstFree()
                            + " are past or billed and frozen; begin on that day or later"));
        }
        PhaseRecord existing = found.get();
        if (existing.equals(phase)) {
            phases.add(phase);
            return Optional.empty();
        }
        boolean past = existing.endDate().filter(standing.firstFree()::isAfter).isPresent();
        return past
                ? Optional.of(ScheduleOperation.conflict(
                        pointer,
                        "the phase from " + existing.startDate() + " to "
                                + existing.endDate().orElseThrow()
                                + " is past: its days and prices are frozen; send it as it is, or leave it out"))
                : changeRunning(standing, existing, phase, pointer).or(() -> {
                    addRunning(standing, existing, phase, phases);
                    return Optional.empty();
                });
    }

    /** Why the running phase cannot become that, if it cannot. */
    private static Optional<Change> changeRunning(
            Standing standing, PhaseRecord existing, PhaseRecord phase, String pointer) {
        LocalDate free = standing.firstFree();
        if (phase.endDate().filter(end -> end.isBefore(free.minusDays(1))).isPresent()) {
            return Optional.of(ScheduleOperation.conflict(
                    pointer + "/endDate",
                    "'" + phase.endDate().get() + "' is too early: days before " + free
                            + " are past or billed and frozen; end the running phase on " + free.minusDays(1)
                            + " or later"));
        }
        if (existing.recurrence() != phase.recurrence()) {
            return Optional.of(ScheduleOperation.conflict(
                    pointer + "/recurrence",
                    "'" + phase.recurrence() + "' must be '" + existing.recurrence()
                            + "': the phase runs, and its periods are frozen"));
        }
        return inAdvance(standing, existing).equals(inAdvance(standing, phase))
                ? Optional.empty()
                : Optional.of(ScheduleOperation.conflict(
                        pointer + "/priceIds",
                        "the prices in advance of the running phase are " + inAdvance(standing, existing)
                                + " and frozen; change them in a phase of its own, or by /upgrade or /downgrade"));
    }

    private static void addRunning(
            Standing standing, PhaseRecord existing, PhaseRecord phase, List<PhaseRecord> phases) {
        LocalDate free = standing.firstFree();
        boolean sameTerms =
                phase.during(existing.startDate(), existing.endDate()).equals(existing);
        boolean ended = phase.endDate().filter(free::isAfter).isPresent();
        if (sameTerms || ended) {
            phases.add(existing.during(existing.startDate(), phase.endDate()));
            return;
        }
        PhaseSplit held = PhaseSplit.of(existing, free, standing);
        PhaseSplit changed = PhaseSplit.of(phase, free, standing);
        phases.add(held.before());
        phases.add(new PhaseRecord(
                phase.name(),
                free,
                phase.endDate(),
                Recurrence.CONTINUE,
                phase.milestone(),
                changed.after().priceIds(),
                phase.uplift(),
                changed.after().discounts(),
                changed.after().minimums(),
                changed.after().maximums()));
    }

    private static List<PriceId> inAdvance(Standing standing, PhaseRecord phase) {
        return phase.priceIds().stream()
                .filter(id -> standing.terms().price(id).timing() == BillingTiming.IN_ADVANCE)
                .sorted()
                .toList();
    }
}
