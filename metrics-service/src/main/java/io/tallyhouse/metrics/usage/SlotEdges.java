package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.problem.Violation;
import java.time.Instant;
import java.util.Optional;

/** Where slots begin: usage cannot be cut in the middle of one. */
record SlotEdges(int slotMinutes) {
    /** A fault that names the nearest edges, if the instant is none. */
    Optional<Violation> violation(String pointer, Instant instant) {
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
