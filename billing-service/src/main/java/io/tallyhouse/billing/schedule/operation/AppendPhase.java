package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.billing.schedule.PhaseRules;
import io.tallyhouse.billing.schedule.PhaseTermsRules;
import io.tallyhouse.billing.schedule.ScheduleReferences;
import io.tallyhouse.billing.schedule.SentPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds a phase after the last one, which ends the day before if it was open. The schedule ends with the new phase. */
public record AppendPhase(SentPhase phase) implements ScheduleOperation {
    private static final String ONLY_PHASE = "/phases/0";

    @Override
    public List<Violation> faults(CurrencyCode currency) {
        List<Violation> faults = new ArrayList<>();
        PhaseRules.violations(phase.startDate().orElse(PhaseRules.DATE_MIN), phase.endDate(), List.of(phase)).stream()
                .filter(fault -> fault.pointer().startsWith(ONLY_PHASE))
                .map(fault -> new Violation(fault.pointer().substring(ONLY_PHASE.length()), fault.detail()))
                .forEach(faults::add);
        faults.addAll(PhaseTermsRules.violations(phase.terms(), currency, ""));
        return faults;
    }

    @Override
    public Map<String, PhaseRecord> phases() {
        return Map.of("", phase.terms());
    }

    @Override
    public Map<String, PriceId> prices() {
        return ScheduleReferences.pricesOf(phases());
    }

    @Override
    public Change apply(Standing standing) {
        Course course = standing.course();
        return standing.overOrCancelled()
                .or(() -> waiting(standing))
                .orElseGet(() -> added(
                        standing, course, course.phases().get(course.phases().size() - 1)));
    }

    private static Optional<Change> waiting(Standing standing) {
        Course course = standing.course();
        if (course.phases().size() >= PhaseRules.PHASES_MAX) {
            return Optional.of(ScheduleOperation.conflict("schedule '"
                    + standing.record().id() + "' has " + PhaseRules.PHASES_MAX + " phases, and no more are possible"));
        }
        return course.hasOpenMilestone()
                ? Optional.of(ScheduleOperation.conflict("schedule '"
                        + standing.record().id() + "' has a milestone that is not complete: complete it first, or"
                        + " replace the phases with PUT"))
                : Optional.empty();
    }

    private Change added(Standing standing, Course course, PhaseRecord last) {
        LocalDate start = phase.startDate().orElseThrow();
        Optional<LocalDate> wanted = last.endDate().map(end -> end.plusDays(1));
        if (wanted.filter(day -> !day.equals(start)).isPresent()) {
            return ScheduleOperation.invalid(
                    "/startDate",
                    "'" + start + "' must be '" + wanted.get() + "', the day after the end of the last phase");
        }
        if (!start.isAfter(last.startDate())) {
            return ScheduleOperation.invalid(
                    "/startDate",
                    "'" + start + "' must be after the start of the last phase, '" + last.startDate() + "'");
        }
        return standing.billed(start, "/startDate").orElseGet(() -> {
            List<PhaseRecord> phases =
                    new ArrayList<>(course.phases().subList(0, course.phases().size() - 1));
            phases.add(last.endDate().isPresent() ? last : PhaseEdits.ending(last, start.minusDays(1)));
            phases.add(phase.terms().during(start, phase.endDate()));
            return new Change.Made(course.withPhases(phases, List.of()).endingOn(phase.endDate()));
        });
    }
}
