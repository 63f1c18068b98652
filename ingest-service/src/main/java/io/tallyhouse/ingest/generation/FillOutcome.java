package io.tallyhouse.ingest.generation;

/** How an attempt to fill a generation ended. */
public sealed interface FillOutcome {
    /** @param records that were appended again */
    record Filled(long records, int partitions) implements FillOutcome {}

    /** @param reason for people, and what can be done */
    record Refused(String reason) implements FillOutcome {}
}
