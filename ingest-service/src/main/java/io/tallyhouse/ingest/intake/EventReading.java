package io.tallyhouse.ingest.intake;

import java.util.List;

/** Reads single CloudEvents as they were sent, by the same rules on every way in. Never throws: a fault is a verdict. */
public interface EventReading {
    /** The whole event as one JSON object in UTF-8 (structured mode). */
    EventVerdict structured(byte[] json, Acceptance acceptance);

    /** Attributes by themselves, and the data as one JSON object in UTF-8, or nothing (binary mode). */
    EventVerdict binary(List<SentAttribute> attributes, byte[] data, Acceptance acceptance);
}
