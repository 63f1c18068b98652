package io.tallyhouse.kit.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers with the headers of the house. */
public final class Answers {
    private Answers() {}

    /** 201. @param path of the resource, as {@code /v1/customers/acme}; it stays relative, for the gateway's sake */
    public static Response created(String path, Object body) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, path)
                .entity(body)
                .build();
    }

    /** 201 with {@code ETag}. */
    public static Response created(String path, long version, Object body) {
        return Response.fromResponse(created(path, body))
                .header(HttpHeaders.ETAG, ETags.of(version))
                .build();
    }

    /** 200 with {@code ETag}. */
    public static Response ok(long version, Object body) {
        return Response.ok(body).header(HttpHeaders.ETAG, ETags.of(version)).build();
    }
}
