package io.tallyhouse.kit.rest;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Versions of resources as {@code ETag: "7"}, and {@code If-Match} against lost updates. */
public final class ETags {
    private static final long NO_VERSION = -1;

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that the caller has read; empty if {@code If-Match} is absent or {@code *}; -1, which no resource has,
     * if it is no version of ours.
     */
    public static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.trim().equals("*")) {
            return OptionalLong.empty();
        }
        String text = ifMatch.trim();
        return OptionalLong.of(
                text.matches("\"[0-9]{1,18}\"") ? Long.parseLong(text.substring(1, text.length() - 1)) : NO_VERSION);
    }

    /** @throws ProblemException 412 if the caller expects another version than {@code current} */
    public static void check(@Nullable String ifMatch, long current) {
        check(expected(ifMatch), current);
    }

    /** @throws ProblemException 412 if another version than {@code current} is expected */
    public static void check(OptionalLong expected, long current) {
        if (expected.isPresent() && expected.getAsLong() != current) {
            throw ProblemException.preconditionFailed(
                    "The resource is at version " + of(current) + ", which is not what If-Match names.");
        }
    }
}
