package io.tallyhouse.ingest.intake.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tallyhouse.ingest.intake.EventLimits;
import java.time.Duration;

/** How much one request, and one event in it, may hold. Lengths are UTF-16 units. */
@ConfigMapping(prefix = "tallyhouse.intake")
interface IntakeLimits {
    /** Of a request; the HTTP server is told the same. */
    @WithDefault("1M")
    MemorySize bodySizeMax();

    /** Events in a request. */
    @WithDefault("1000")
    int batchEventsMax();

    /** Of one event as sent, in UTF-8. */
    @WithDefault("64K")
    MemorySize eventSizeMax();

    /** Of id, subject, source and type. */
    @WithDefault("200")
    int attributeLengthMax();

    /** In an event's data. */
    @WithDefault("100")
    int propertiesMax();

    /** Of a property's name. */
    @WithDefault("100")
    int keyLengthMax();

    /** Of a property's text. */
    @WithDefault("4000")
    int textLengthMax();

    /** How far an event's time may be ahead of the tenant's clock. */
    @WithDefault("PT24H")
    Duration aheadMax();

    /** How fast a tenant may send. */
    Rate rate();

    /** Of one tenant, at one instance. */
    interface Rate {
        /** 0 for no limit. */
        @WithDefault("50000")
        long eventsPerSecond();

        /** Events that may be sent at once after a pause. */
        @WithDefault("100000")
        long burst();
    }

    default EventLimits event() {
        return new EventLimits(attributeLengthMax(), propertiesMax(), keyLengthMax(), textLengthMax(), aheadMax());
    }
}
