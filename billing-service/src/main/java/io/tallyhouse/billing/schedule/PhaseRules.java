package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which phases a schedule may have: they cover it from its first to its last day, each day once. A milestone has no end;
 * those after it have lengths instead of dates.
 */
public final class PhaseRules {
    public static final int PHASES_MAX = 100;
    public static final int PRICES_MAX = 200;
    /** Dates beyond are typing errors; they would make runs for centuries. */
    public static final LocalDate DATE_MIN = LocalDate.of(1970, 1, 1);

    public static final LocalDate DATE_MAX = LocalDate.of(2199, 12, 31);

    private PhaseRules() {}

    /** Every fault, each with its JSON pointer; empty if the phases are good. */
    public static List<Violation> violations(LocalDate startDate, Optional<LocalDate> endDate, List<SentPhase> phases) {
        List<Violation> faults = new ArrayList<>();
        endDate.filter(end -> end.isBefore(startDate))
                .ifPresent(end -> faults.add(new Violation(
                        "/endDate", "'" + end + "' is before startDate '" + startDate + "'; it must not be")));
        if (phases.isEmpty() || phases.size() > PHASES_MAX) {
            faults.add(new Violation("/phases", "must have 1 to " + PHASES_MAX + " phases, not " + phases.size()));
            return faults;
        }
        int known = SentPhase.known(phases);
        for (int index = 0; index < phases.size(); index++) {
            SentPhase phase = phases.get(index);
            String at = "/phases/" + index;
            boolean last = index == phases.size() - 1;
            if (index < known) {
                Optional<SentPhase> previous = index == 0 ? Optional.empty() : Optional.of(phases.get(index - 1));
                startFault(startDate, previous, phase, at + "/startDate").ifPresent(faults::add);
                endFault(endDate, phase, last, at + "/endDate").ifPresent(faults::add);
                phase.months()
                        .ifPresent(months -> faults.add(new Violation(
                                at + "/months",
                                "'" + months + "' must be left out: only a phase after a milestone has a length instead"
                                        + " of dates")));
            } else {
                pendingFaults(phase, last, at, faults);
            }
            priceFaults(phase.terms(), at + "/priceIds", faults);
        }
        return faults;
    }

    private static Optional<Violation> startFault(
            LocalDate scheduleStart, Optional<SentPhase> previous, SentPhase phase, String pointer) {
        if (phase.startDate().isEmpty()) {
            return Optional.of(new Violation(pointer, "is required"));
        }
        LocalDate start = phase.startDate().get();
        if (previous.isEmpty()) {
            return start.equals(scheduleStart)
                    ? Optional.empty()
                    : Optional.of(new Violation(
                            pointer,
                            "'" + start + "' must be the schedule's startDate '" + scheduleStart
                                    + "': the first phase starts with it"));
        }
        Optional<LocalDate> wanted = previous.get().endDate().map(end -> end.plusDays(1));
        if (wanted.isEmpty() || wanted.get().equals(start)) {
            // a former phase without an end is a fault of its own
            return Optional.empty();
        }
        String what =
                start.isBefore(wanted.get()) ? "overlaps the phase before" : "leaves a gap after the phase before";
        return Optional.of(new Violation(
                pointer, "'" + start + "' " + what + "; it must be '" + wanted.get() + "', the day after its end"));
    }

    private static Optional<Violation> endFault(
            Optional<LocalDate> scheduleEnd, SentPhase phase, boolean last, String pointer) {
        if (phase.endDate().isEmpty()) {
            return last || phase.terms().milestone()
                    ? Optional.empty()
                    : Optional.of(new Violation(pointer, "is required: only the last phase may be open"));
        }
        LocalDate end = phase.endDate().get();
        if (phase.terms().milestone()) {
            return Optional.of(new Violation(
                    pointer, "'" + end + "' must be left out: a milestone ends on the day when it is complete"));
        }
        Optional<LocalDate> before = phase.startDate().filter(end::isBefore);
        if (before.isPresent()) {
            return Optional.of(new Violation(
                    pointer, "'" + end + "' is before the phase's startDate '" + before.get() + "'; it must not be"));
        }
        if (last && !phase.endDate().equals(scheduleEnd)) {
            String mend = scheduleEnd
                    .map(date -> "must be the schedule's endDate '" + date + "', or be left out")
                    .orElse("must be left out, or be the schedule's endDate: the schedule has none");
            return Optional.of(new Violation(pointer, "'" + end + "' " + mend));
        }
        return Optional.empty();
    }

    private static void pendingFaults(SentPhase phase, boolean last, String at, List<Violation> faults) {
        String mend =
                "must be left out: the phase follows a milestone, so its days are not known before that is complete";
        phase.startDate().ifPresent(date -> faults.add(new Violation(at + "/startDate", "'" + date + "' " + mend)));
        phase.endDate().ifPresent(date -> faults.add(new Violation(at + "/endDate", "'" + date + "' " + mend)));
        boolean lengthless = last || phase.terms().milestone();
        if (lengthless) {
            phase.months()
                    .ifPresent(months -> faults.add(new Violation(
                            at + "/months",
                            "'" + months + "' must be left out: "
                                    + (phase.terms().milestone()
                                            ? "a milestone ends when it is complete"
                                            : "the last phase lasts as long as the schedule"))));
        } else if (phase.months().isEmpty()) {
            faults.add(new Violation(
                    at + "/months", "is required: the phase follows a milestone, so its length says when it ends"));
        }
    }

    private static void priceFaults(PhaseRecord phase, String pointer, List<Violation> faults) {
        if (phase.priceIds().isEmpty() || phase.priceIds().size() > PRICES_MAX) {
            faults.add(new Violation(
                    pointer,
                    "must have 1 to " + PRICES_MAX + " prices, not "
                            + phase.priceIds().size()));
        }
        Set<PriceId> seen = new HashSet<>();
        for (int index = 0; index < phase.priceIds().size(); index++) {
            PriceId id = phase.priceIds().get(index);
            if (!seen.add(id)) {
                faults.add(new Violation(
                        pointer + "/" + index, "'" + id + "' is in this phase already; name each price once"));
            }
        }
    }
}
