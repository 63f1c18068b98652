package io.tallyhouse.ingest.archive.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a search, as sent. */
public class EventQuery {
    @QueryParam("subject")
    @Parameter(description = "Subject as sent with the events")
    @Nullable
    String subject;

    @QueryParam("customer")
    @Parameter(description = "Customer id: events of the customer's id and of its aliases. Not together with subject")
    @Nullable
    String customer;

    @QueryParam("type")
    @Nullable
    String type;

    @QueryParam("from")
    @Parameter(description = "Event time, inclusive: RFC 3339 instant, or a date for its begin in UTC")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Event time: RFC 3339 instant, exclusive, or a date, inclusive, for its end in UTC")
    @Nullable
    String to;

    @QueryParam("state")
    @Parameter(
            description =
                    "COUNTED, SUPERSEDED, OUTDATED, VOID or QUARANTINED; or, of those that count, UNUSABLE by a metric"
                            + " whose filters they pass, or UNMAPPED, of no customer's subject")
    @Nullable
    String state;

    @QueryParam("limit")
    @Parameter(description = "Events on the page, 1 to 100; 20 if absent")
    @Nullable
    String limit;

    @QueryParam("after")
    @Parameter(description = "Value of next of the page before")
    @Nullable
    String after;

    @QueryParam("before")
    @Parameter(description = "Value of previous of the page after")
    @Nullable
    String before;
}
