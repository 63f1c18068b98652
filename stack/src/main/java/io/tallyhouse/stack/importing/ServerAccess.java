package io.tallyhouse.stack.importing;

import java.net.URI;
import java.time.Duration;

/**
 * Where events go.
 *
 * @param patience how long the server may take nothing before the import gives up
 */
public record ServerAccess(URI url, String accessKey, Duration patience) {
    URI events() {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/events");
    }
}
