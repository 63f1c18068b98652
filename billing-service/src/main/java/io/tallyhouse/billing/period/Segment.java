package io.tallyhouse.billing.period;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Days over which one grid of periods carries on: from the start of the schedule, or of a phase that resets it, to the day
 * before the next such phase.
 */
record Segment(Term term, int billingDay) {
    SchedulePeriods periods(Cadence cadence) {
        return SchedulePeriods.of(term, billingDay, cadence);
    }

    /** For each phase the segment that it lies in; the first phase has none before it to reset. */
    static List<Segment> ofPhases(Term schedule, int billingDay, List<PhasePlan> phases) {
        List<Segment> segments = new ArrayList<>();
        LocalDate start = schedule.start();
        int day = billingDay;
        for (int index = 0; index < phases.size(); index++) {
            if (index > 0 && phases.get(index).resets()) {
                start = phases.get(index).term().start();
                day = start.getDayOfMonth();
            }
            segments.add(new Segment(new Term(start, end(schedule, index, phases)), day));
        }
        return segments;
    }

    private static Optional<LocalDate> end(Term schedule, int index, List<PhasePlan> phases) {
        return phases.stream()
                .skip(index + 1L)
                .filter(PhasePlan::resets)
                .findFirst()
                .map(next -> next.term().start().minusDays(1))
                .or(schedule::end);
    }
}
