package io.tallyhouse.invoice.invoice.rest;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Days", description = "calendar days, both included")
record DaysResponse(LocalDate start, LocalDate end) {
    static DaysResponse from(DateRange days) {
        return new DaysResponse(days.start(), days.end());
    }
}
