package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.ingest.intake.SentAttribute;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes in the headers {@code ce-*} of the CloudEvents HTTP binding: values may be in double quotes, and are
 * percent-encoded UTF-8.
 */
final class CloudEventHeaders {
    private static final String PREFIX = "ce-";
    private static final String MEND = "must be UTF-8, percent-encoded where it is not printable ASCII";

    private CloudEventHeaders() {}

    /** Each header once for each time it was sent, ordered by name. */
    static List<SentAttribute> read(Map<String, List<String>> headers) {
        List<SentAttribute> attributes = new ArrayList<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX)) {
                values.forEach(value -> attributes.add(attribute(lower.substring(PREFIX.length()), value)));
            }
        });
        attributes.sort(java.util.Comparator.comparing(SentAttribute::name));
        return attributes;
    }

    private static SentAttribute attribute(String name, String value) {
        return decode(unquoted(value.trim()))
                .map(text -> SentAttribute.of(name, text))
                .orElseGet(() -> SentAttribute.unreadable(name, MEND));
    }

    /** Quoted strings of RFC 9110, where a backslash takes the next character as it is. */
    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        for (int at = 1; at < value.length() - 1; at++) {
            boolean escape = value.charAt(at) == '\\' && at + 1 < value.length() - 1;
            text.append(value.charAt(escape ? ++at : at));
        }
        return text.toString();
    }

    /** Empty if it is not percent-encoded UTF-8. */
    private static Optional<String> decode(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            if (unit != '%' && unit >= ' ' && unit <= '~') {
                bytes.write(unit);
            } else if (unit == '%' && at + 2 < value.length() && isHex(value, at + 1) && isHex(value, at + 2)) {
                bytes.write(Integer.parseInt(value, at + 1, at + 3, 16));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
    }
}
