package io.tallyhouse.catalog.tenant.rest;

import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.time.Instant;

/** Where a test clock is to stand. */
record TestClockRequest(Instant now) {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static TestClockRequest read(JsonInput input) {
        Field<Instant> now =
                input.instant("now").required().check(time -> time.isBefore(LATEST), "must be before " + LATEST);
        return input.build(() -> new TestClockRequest(now.get()));
    }
}
