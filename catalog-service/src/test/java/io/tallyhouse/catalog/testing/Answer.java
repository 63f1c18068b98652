package io.tallyhouse.catalog.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was answered; header names in lower case. */
public record Answer(int status, JsonNode body, Map<String, String> headers) {
    public Answer is(int expected) {
        assertThat(status).as("status of %s", body).isEqualTo(expected);
        return this;
    }

    /** A problem of this slug. */
    public Answer isProblem(int expected, String slug) {
        is(expected);
        assertThat(headers.get("content-type")).startsWith("application/problem+json");
        assertThat(text("type")).endsWith("/problems/" + slug);
        return this;
    }

    /** A text of the body; "" if it is not there. */
    public String text(String field) {
        return body.path(field).asText();
    }

    /** The pointers of a problem's violations. */
    public List<String> pointers() {
        List<String> pointers = new ArrayList<>();
        body.path("errors").forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }

    /** The ids of a page. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        body.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
