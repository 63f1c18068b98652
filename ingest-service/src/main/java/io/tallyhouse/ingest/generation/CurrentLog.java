package io.tallyhouse.ingest.generation;

/** The log of the generation in force, seen from the archive. All calls block. */
public interface CurrentLog {
    /** What there is. */
    enum State {
        /** The log that the archive reads. */
        THERE,
        /** No such topic, or one that was made anew and has nothing. */
        GONE,
        /** A topic that was made anew and has records which the archive cannot have. */
        ANOTHER
    }

    State state();

    /** Records that the archive does not have yet. */
    long notArchived();
}
