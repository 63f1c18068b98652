package io.tallyhouse.ingest.intake;

import java.time.Duration;

/**
 * How much one event may hold. Lengths are UTF-16 units, as Java and JavaScript count them.
 *
 * @param attributeLengthMax of id, subject, source and type
 * @param propertiesMax of data
 * @param keyLengthMax of a property's name
 * @param textLengthMax of a property's text
 * @param aheadMax how far an event's time may be ahead of the tenant's clock
 */
public record EventLimits(
        int attributeLengthMax, int propertiesMax, int keyLengthMax, int textLengthMax, Duration aheadMax) {
    /** Faults told of one event at most, so that an answer stays in proportion to the request. */
    static final int VIOLATIONS_MAX = 50;

    public EventLimits {
        if (attributeLengthMax < 1 || propertiesMax < 1 || keyLengthMax < 1 || textLengthMax < 1) {
            throw new IllegalArgumentException("the limits of an event must be at least 1");
        }
        if (aheadMax.isNegative()) {
            throw new IllegalArgumentException("aheadMax " + aheadMax + " must not be negative");
        }
    }
}
