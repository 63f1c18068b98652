package io.tallyhouse.kit.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters by which every list is paged. A list's own filters stand in another bean beside this one. */
public final class PageParameters {
    @QueryParam("limit")
    @Parameter(description = "Items of a page, 1 to 100; 20 if absent.")
    @Nullable
    public String limit;

    @QueryParam("after")
    @Parameter(description = "The `next` of a page: answers the page of older items.")
    @Nullable
    public String after;

    @QueryParam("before")
    @Parameter(description = "The `previous` of a page: answers the page of newer items.")
    @Nullable
    public String before;

    /** @throws io.tallyhouse.contracts.json.InvalidInput with every fault */
    public PageRequest request() {
        return PageRequest.read(limit, after, before);
    }
}
