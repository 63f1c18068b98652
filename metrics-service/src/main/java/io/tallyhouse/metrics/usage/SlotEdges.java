package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where slots begin: usage cannot be cut in the middle of one. */
record SlotEdges(int slotMinutes) {
    /** A fault for each end of the period that is no edge. */
    List<Violation> violations(ServicePeriod period) {
        return Stream.of(violation("?from", period.from()), violation("?to", period.to()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A fault that names the nearest edges, if the instant is none. */
    private Optional<Violation> violation(String pointer, Instant instant) {
        Instant before = edgeAtOrBefore(instant);
        if (before.equals(instant)) {
            return Optional.empty();
        }
        Instant after = before.plusSeconds(60L * slotMinutes);
        return Optional.of(new Violation(
                pointer,
                "'" + instant + "' lies within a slot of " + slotMinutes + " minutes; the nearest edges are " + before
                        + " and " + after));
    }

    private Instant edgeAtOrBefore(Instant instant) {
        long slotSeconds = 60L * slotMinutes;
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), slotSeconds) * slotSeconds);
    }
}
