package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A phase as a caller sends it: with dates, or, after a milestone, with a length alone.
 *
 * @param terms all else; its dates say nothing
 */
public record SentPhase(
        Optional<LocalDate> startDate, Optional<LocalDate> endDate, Optional<Integer> months, PhaseRecord terms) {
    /** With the dates of the phase. */
    public static SentPhase of(PhaseRecord phase) {
        return new SentPhase(Optional.of(phase.startDate()), phase.endDate(), Optional.empty(), phase);
    }

    /** Those up to the first milestone that has no end; the days of the others are not known. */
    public static List<PhaseRecord> dated(List<SentPhase> phases) {
        return phases.subList(0, known(phases)).stream()
                .map(sent -> sent.terms().during(sent.startDate().orElseThrow(), sent.endDate()))
                .toList();
    }

    /** Those that follow a milestone. */
    public static List<PendingPhase> pending(List<SentPhase> phases) {
        return phases.subList(known(phases), phases.size()).stream()
                .map(sent -> new PendingPhase(sent.months(), sent.terms()))
                .toList();
    }

    /** How many phases have days. */
    static int known(List<SentPhase> phases) {
        for (int index = 0; index < phases.size(); index++) {
            if (phases.get(index).isOpenMilestone()) {
                return index + 1;
            }
        }
        return phases.size();
    }

    boolean isOpenMilestone() {
        return terms.milestone() && endDate.isEmpty();
    }
}
