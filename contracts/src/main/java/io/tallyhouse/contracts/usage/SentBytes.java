package io.tallyhouse.contracts.usage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Bytes that somebody sent, in JSON: as text if that is what they are, so that people can read them, else in base64. One
 * of the two is there.
 */
public record SentBytes(Optional<String> text, Optional<String> base64) {
    public SentBytes {
        if (text.isPresent() == base64.isPresent()) {
            throw new IllegalArgumentException("either text or base64 must be there");
        }
    }

    public static SentBytes of(byte[] bytes) {
        Optional<String> text = decode(bytes);
        return text.isPresent()
                ? new SentBytes(text, Optional.empty())
                : new SentBytes(
                        Optional.empty(), Optional.of(Base64.getEncoder().encodeToString(bytes)));
    }

    /** As sent. */
    public byte[] bytes() {
        return text.map(sent -> sent.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> Base64.getDecoder().decode(base64.orElseThrow()));
    }

    /** Empty unless it is UTF-8 without control characters but those of white space. */
    private static Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable =
                    text.chars().allMatch(unit -> unit >= ' ' || unit == '\t' || unit == '\n' || unit == '\r');
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
