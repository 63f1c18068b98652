package io.tallyhouse.kit.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The access key in an {@code Authorization} header: {@code Bearer <key>}, or {@code Basic} with the key as user name. */
final class Credentials {
    private static final Pattern ACCESS_KEY = Pattern.compile("th_(live|test)_[A-Za-z0-9_-]{1,200}");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Credentials() {}

    /** Empty if there is none of the right form. */
    static Optional<String> accessKey(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        return given(authorization.trim()).filter(key -> ACCESS_KEY.matcher(key).matches());
    }

    private static Optional<String> given(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).trim());
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return userName(authorization.substring(BASIC.length()).trim());
        }
        return Optional.empty();
    }

    private static Optional<String> userName(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? pair : pair.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
