package io.tallyhouse.ingest.intake;

import org.jspecify.annotations.Nullable;

/** The CloudEvents attributes that an event may have. */
enum EventAttribute {
    ID,
    TYPE,
    SUBJECT,
    SOURCE,
    TIME,
    SPECVERSION,
    DATA,
    /** Accepted and ignored, as DATASCHEMA: data is JSON and has no schema here. */
    DATACONTENTTYPE,
    DATASCHEMA;

    private final String pointer = "/" + name().toLowerCase(java.util.Locale.ROOT);

    static @Nullable EventAttribute named(String name) {
        return switch (name) {
            case "id" -> ID;
            case "type" -> TYPE;
            case "subject" -> SUBJECT;
            case "source" -> SOURCE;
            case "time" -> TIME;
            case "specversion" -> SPECVERSION;
            case "data" -> DATA;
            case "datacontenttype" -> DATACONTENTTYPE;
            case "dataschema" -> DATASCHEMA;
            default -> null;
        };
    }

    String pointer() {
        return pointer;
    }
}
