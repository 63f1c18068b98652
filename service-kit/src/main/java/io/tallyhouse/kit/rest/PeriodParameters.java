package io.tallyhouse.kit.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a period, as documents show them. {@link QueryReader#period} reads them, with all others of a
 * request, so that every fault is told at once.
 */
public final class PeriodParameters {
    @QueryParam("from")
    @Parameter(required = true, description = "First day of the time zone, or an RFC 3339 instant")
    @Nullable
    public String from;

    @QueryParam("to")
    @Parameter(required = true, description = "Last day, included, or an RFC 3339 instant, excluded")
    @Nullable
    public String to;

    @QueryParam("timeZone")
    @Parameter(description = "IANA time zone of hours, days, weeks and months; default UTC")
    @Nullable
    public String timeZone;
}
