package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.ingest.intake.SentAttribute;
import io.tallyhouse.kit.rest.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A body and what its headers say of it.
 *
 * @param bytes without {@code Content-Encoding}
 * @param attributes of the event that the body is the data of; none unless the mode is BINARY
 */
record SentBody(Mode mode, byte[] bytes, List<SentAttribute> attributes) {
    /** How events stand in a body. */
    enum Mode {
        /** One event, or an array. */
        JSON,
        /** One event on each line. */
        LINES,
        /** The data of one event. */
        BINARY
    }

    private static final String ATTRIBUTE_PREFIX = "ce-";

    /**
     * @throws ProblemException 415 or 413, as {@link BodyEncoding}
     * @throws MalformedJson if the body is not encoded as its header says
     */
    static SentBody of(HttpServerRequest request, byte[] body, long sizeMax) {
        MultiMap headers = request.headers();
        byte[] bytes = BodyEncoding.decode(headers.get(HttpHeaders.CONTENT_ENCODING), body, sizeMax);
        String type = mediaType(headers.get(HttpHeaders.CONTENT_TYPE));
        if (type.endsWith("ndjson")) {
            return new SentBody(Mode.LINES, bytes, List.of());
        }
        boolean single = type.isEmpty() || type.equals(MediaType.APPLICATION_JSON);
        if (single && hasAttributes(headers)) {
            return new SentBody(Mode.BINARY, bytes, CloudEventHeaders.read(byName(headers)));
        }
        return new SentBody(Mode.JSON, bytes, List.of());
    }

    private static String mediaType(@org.jspecify.annotations.Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    private static boolean hasAttributes(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().regionMatches(true, 0, ATTRIBUTE_PREFIX, 0, ATTRIBUTE_PREFIX.length())) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, List<String>> byName(MultiMap headers) {
        Map<String, List<String>> byName = new TreeMap<>();
        headers.forEach(header -> byName.computeIfAbsent(header.getKey(), name -> new ArrayList<>())
                .add(header.getValue()));
        return byName;
    }
}
