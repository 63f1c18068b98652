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

/** Which phases a schedule may have: they cover it from its first to its last day, each day once. */
public final class PhaseRules {
    public static final int PHASES_MAX = 100;
    public static final int PRICES_MAX = 200;
    /** Dates beyond are typing errors; they would make runs for centuries. */
    public static final LocalDate DATE_MIN = LocalDate.of(1970, 1, 1);

    public static final LocalDate DATE_MAX = LocalDate.of(2199, 12, 31);

    private PhaseRules() {}

    /** Every fault, each with its JSON pointer; empty if the phases are good. */
    public static List<Violation> violations(
            LocalDate startDate, Optional<LocalDate> endDate, List<PhaseRecord> phases) {
        List<Violation> faults = new ArrayList<>();
        endDate.filter(end -> end.isBefore(startDate))
                .ifPresent(end -> faults.add(new Violation(
                        "/endDate", "'" + end + "' is before startDate '" + startDate + "'; it must not be")));
        if (phases.isEmpty() || phases.size() > PHASES_MAX) {
            faults.add(new Violation("/phases", "must have 1 to " + PHASES_MAX + " phases, not " + phases.size()));
            return faults;
        }
        for (int index = 0; index < phases.size(); index++) {
            Optional<PhaseRecord> previous = index == 0 ? Optional.empty() : Optional.of(phases.get(index - 1));
            boolean last = index == phases.size() - 1;
            startFault(startDate, previous, phases.get(index), "/phases/" + index + "/startDate")
                    .ifPresent(faults::add);
            endFault(endDate, phases.get(index), last, "/phases/" + index + "/endDate")
                    .ifPresent(faults::add);
            priceFaults(phases.get(index), "/phases/" + index + "/priceIds", faults);
        }
        return faults;
    }

    private static Optional<Violation> startFault(
            LocalDate scheduleStart, Optional<PhaseRecord> previous, PhaseRecord phase, String pointer) {
        LocalDate start = phase.startDate();
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
            Optional<LocalDate> scheduleEnd, PhaseRecord phase, boolean last, String pointer) {
        if (phase.endDate().isEmpty()) {
            return last
                    ? Optional.empty()
                    : Optional.of(new Violation(pointer, "is required: only the last phase may be open"));
        }
        LocalDate end = phase.endDate().get();
        if (end.isBefore(phase.startDate())) {
            return Optional.of(new Violation(
                    pointer,
                    "'" + end + "' is before the phase's startDate '" + phase.startDate() + "'; it must not be"));
        }
        if (last && !phase.endDate().equals(scheduleEnd)) {
            String mend = scheduleEnd
                    .map(date -> "must be the schedule's endDate '" + date + "', or be left out")
                    .orElse("must be left out, or be the schedule's endDate: the schedule has none");
            return Optional.of(new Violation(pointer, "'" + end + "' " + mend));
        }
        return Optional.empty();
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
