package io.tallyhouse.ingest.intake;

/** What an event may say of itself, whatever a way in calls it (see {@link EventShape}). */
enum EventAttribute {
    ID,
    TYPE,
    SUBJECT,
    SOURCE,
    TIME,
    SPECVERSION,
    DATA,
    /** A CloudEvents extension: of versions with one, the highest counts. */
    REVISION,
    /** Accepted and ignored, as DATASCHEMA: data is JSON and has no schema here. */
    DATACONTENTTYPE,
    DATASCHEMA
}
