package io.tallyhouse.stack.importing;

import java.util.ArrayList;
import java.util.List;

/** What became of events that were sent; the three numbers and the refusals add up to what was sent. */
record BatchOutcome(long accepted, long quarantined, long repeated, List<Refusal> refusals) {
    static final BatchOutcome NOTHING = new BatchOutcome(0, 0, 0, List.of());

    BatchOutcome {
        refusals = List.copyOf(refusals);
    }

    BatchOutcome plus(BatchOutcome other) {
        List<Refusal> all = new ArrayList<>(refusals);
        all.addAll(other.refusals);
        return new BatchOutcome(
                accepted + other.accepted, quarantined + other.quarantined, repeated + other.repeated, all);
    }

    long events() {
        return accepted + quarantined + repeated + refusals.size();
    }
}
