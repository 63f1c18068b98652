package io.tallyhouse.backing;

import java.util.Locale;
import java.util.Optional;

/** Where Kafka and PostgreSQL of a test run come from. */
public enum Backend {
    /** Testcontainers on a Docker engine. */
    CONTAINERS,
    /** This JVM (Kafka) and a child process (PostgreSQL). */
    EMBEDDED;

    /** System property with {@code auto} (also if absent), {@code containers} or {@code embedded}. */
    public static final String PROPERTY = "it.backend";

    /**
     * What was chosen and why, e.g. {@code embedded: auto, and no Docker engine answers}.
     *
     * @param reason for the log
     */
    record Choice(Backend backend, String reason) {
        @Override
        public String toString() {
            return backend.name().toLowerCase(Locale.ROOT) + ": " + reason;
        }
    }

    /** Asked only if the answer matters; it costs time. */
    @FunctionalInterface
    interface DockerEngine {
        /** Why there is none; empty if one answers. */
        Optional<String> refusal();
    }

    /**
     * @throws BackingException if {@code containers} is asked for and no engine answers: it never falls back
     * @throws IllegalArgumentException if the setting is none of the three
     */
    static Choice choose(String setting, DockerEngine engine) {
        return switch (setting.trim().toLowerCase(Locale.ROOT)) {
            case "embedded" -> new Choice(EMBEDDED, "asked for by " + PROPERTY);
            case "containers" -> {
                engine.refusal().ifPresent(Backend::refuse);
                yield new Choice(CONTAINERS, "asked for by " + PROPERTY);
            }
            case "auto", "" ->
                engine.refusal()
                        .map(why -> new Choice(EMBEDDED, "auto, and no Docker engine answers (" + why + ")"))
                        .orElseGet(() -> new Choice(CONTAINERS, "auto, and a Docker engine answers"));
            default ->
                throw new IllegalArgumentException(
                        PROPERTY + " must be auto, containers or embedded, not '" + setting + "'");
        };
    }

    private static void refuse(String why) {
        throw new BackingException(
                "%s=containers, but no Docker engine answers (%s). Start one, or run with -D%s=embedded."
                        .formatted(PROPERTY, why, PROPERTY));
    }
}
