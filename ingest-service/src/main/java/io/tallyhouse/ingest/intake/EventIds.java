package io.tallyhouse.ingest.intake;

/** Ids for events that were sent without one, where a way in allows that. */
public interface EventIds {
    /** One that no other event has. */
    String next();
}
