package io.tallyhouse.billing.schedule;

import io.tallyhouse.billing.schedule.ChangeSchedule.Asked;
import io.tallyhouse.billing.schedule.Schedules.OpenedRuns;
import io.tallyhouse.billing.schedule.Schedules.ScheduleDecision;
import io.tallyhouse.billing.schedule.operation.ScheduleOperation.Change;
import io.tallyhouse.billing.schedule.operation.Standing;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What becomes of a schedule by an operation, for doing it and for showing it alike. */
@ApplicationScoped
class DecideChange {
    private final NextRun.Grace grace;

    DecideChange(NextRun.Grace grace) {
        this.grace = grace;
    }

    /** @param references of the operation, looked up beforehand */
    record Terms(Asked asked, CheckedReferences references, Instant now) {}

    ScheduleDecision on(Schedule current, OpenedRuns runs, Terms terms) {
        Asked asked = terms.asked();
        ScheduleRecord record = current.record();
        if (asked.expected().isPresent() && asked.expected().getAsLong() != record.version()) {
            return new ScheduleDecision.Refuse(Problem.of(
                    ProblemType.PRECONDITION_FAILED,
                    "the schedule is at version " + record.version() + "; read it again and repeat"));
        }
        Optional<Problem> faults =
                ScheduleFaults.problem(asked.operation().faults(record.currency()), terms.references());
        if (faults.isPresent()) {
            return new ScheduleDecision.Refuse(faults.get());
        }
        PinnedTerms pinned = current.terms()
                .map(held -> held.with(
                        terms.references().prices(), terms.references().metrics()))
                .orElseGet(() -> new PinnedTerms(ZoneOffset.UTC, List.of(), List.of()));
        LocalDate today = today(current, terms.now());
        Change change = asked.operation().apply(new Standing(current, pinned, runs.last(), today));
        return change instanceof Change.Refused refused
                ? new ScheduleDecision.Refuse(refused.problem())
                : decided(current, current.on(((Change.Made) change).course(), pinned), new Moment(runs, today));
    }

    private record Moment(OpenedRuns runs, LocalDate today) {}

    /** The tenant's day in the schedule's zone. */
    static LocalDate today(Schedule schedule, Instant now) {
        return LocalDate.ofInstant(now, schedule.terms().map(PinnedTerms::zone).orElse(ZoneOffset.UTC));
    }

    private ScheduleDecision decided(Schedule current, Schedule changed, Moment moment) {
        if (changed.record().archived()) {
            return archived(current, changed, moment);
        }
        List<Violation> unfit = unfit(current, changed);
        if (!unfit.isEmpty()) {
            return new ScheduleDecision.Refuse(
                    new Problem(ProblemType.INVALID_INPUT, unfit.get(0).detail(), unfit));
        }
        Optional<NextRun> next = next(changed, moment.runs());
        boolean billed = next.isEmpty() && !moment.runs().open() && !changed.awaitsSomebody();
        boolean over = changed.record()
                .cancelledOn()
                .map(day -> day.isBefore(moment.today())
                        || changed.record().phases().isEmpty())
                .orElse(true);
        return new ScheduleDecision.Save(billed && over ? changed.over() : changed, next);
    }

    private ScheduleDecision archived(Schedule current, Schedule archived, Moment moment) {
        if (current.record().status() != Status.ACTIVE) {
            return new ScheduleDecision.Save(archived, Optional.empty());
        }
        return next(current, moment.runs()).isPresent() || moment.runs().open()
                ? new ScheduleDecision.Refuse(Problem.of(
                        ProblemType.CONFLICT,
                        "schedule '" + current.record().id() + "' has runs that are not done; archive it after them"))
                : new ScheduleDecision.Save(archived.over(), Optional.empty());
    }

    private Optional<NextRun> next(Schedule schedule, OpenedRuns runs) {
        return runs.last()
                .map(last -> NextRun.after(schedule, last, grace))
                .orElseGet(() -> NextRun.first(schedule, grace));
    }

    /** Whether the terms of phases that the operation made still fit their prices. */
    private static List<Violation> unfit(Schedule current, Schedule changed) {
        var prices = changed.pinned().prices().stream().collect(Collectors.toMap(PriceRecord::id, Function.identity()));
        List<Violation> unfit = new ArrayList<>();
        List<PhaseRecord> phases = changed.record().phases();
        for (int index = 0; index < phases.size(); index++) {
            if (!current.record().phases().contains(phases.get(index))) {
                unfit.addAll(PhasePriceRules.violations(phases.get(index), prices, "/phases/" + index));
            }
        }
        return unfit;
    }
}
