package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.ingest.intake.EventReading;

/** Readers of events with the default limits. */
public final class EventReaders {
    private EventReaders() {}

    static EventBatchReader ofBatches() {
        IntakeLimits limits = IntakeLimitsTest.defaults();
        EventJson json = new EventJson(limits);
        return new EventBatchReader(json, new SingleEventReader(json), limits);
    }

    /** For tests of other rooms. */
    public static EventReading ofSingleEvents() {
        return new SingleEventReader(new EventJson(IntakeLimitsTest.defaults()));
    }
}
