package io.tallyhouse.catalog.tenant.rest;

import java.time.Instant;

/** A test clock, and whether all that is due by its time is done. */
record TestClockResponse(Instant now, Status status) {
    /** ADVANCING until every service has applied the time and has done what is due by it. */
    enum Status {
        ADVANCING,
        READY;

        static Status of(boolean settled) {
            return settled ? READY : ADVANCING;
        }
    }
}
