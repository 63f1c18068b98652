package io.tallyhouse.ingest.replay;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/** The replays that are due. */
public interface Replays {
    /**
     * Takes the one that was left alone longest out of others' reach while the step is done, and saves what becomes of
     * it; nothing is saved if the step fails. Empty if none is due.
     */
    Uni<Optional<Replay>> advance(Function<Replay, Uni<Replay>> step);
}
