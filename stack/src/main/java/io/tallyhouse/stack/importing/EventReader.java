package io.tallyhouse.stack.importing;

/** Makes an event of a record. */
interface EventReader {
    /** Of a record; usage has no reason to come near. */
    int RECORD_BYTES_MAX = 256 * 1024;

    /** What the server takes of one event, in UTF-8. */
    int EVENT_BYTES_MAX = 64 * 1024;

    /**
     * @param line the record's first line, from 1
     * @param utf8 the record, which is UTF-8
     * @param text the same as text
     */
    Outgoing read(long line, byte[] utf8, String text) throws Unreadable;
}
