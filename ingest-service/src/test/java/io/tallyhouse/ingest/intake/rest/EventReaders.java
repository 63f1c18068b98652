package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.ingest.intake.EventIds;
import io.tallyhouse.ingest.intake.EventReading;
import java.util.concurrent.atomic.AtomicInteger;

/** Readers of events with the default limits. */
public final class EventReaders {
    private EventReaders() {}

    static EventBatchReader ofBatches() {
        IntakeLimits limits = IntakeLimitsTest.defaults();
        EventJson json = new EventJson(limits, made());
        return new EventBatchReader(json, new SingleEventReader(json), limits);
    }

    /** For tests of other rooms. */
    public static EventReading ofSingleEvents() {
        return new SingleEventReader(new EventJson(IntakeLimitsTest.defaults(), made()));
    }

    /** Made-1, made-2 and so on. */
    private static EventIds made() {
        AtomicInteger count = new AtomicInteger();
        return () -> "made-" + count.incrementAndGet();
    }
}
