package io.tallyhouse.catalog.tenant.rest;

import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a test clock is to stand. */
@Schema(requiredProperties = {"now"})
record TestClockRequest(Instant now) {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    static TestClockRequest read(JsonInput input) {
        Field<Instant> now =
                input.instant("now").required().check(time -> time.isBefore(LATEST), "must be before " + LATEST);
        return input.build(() -> new TestClockRequest(now.get()));
    }
}
