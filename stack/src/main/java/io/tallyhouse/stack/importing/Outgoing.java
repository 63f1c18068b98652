package io.tallyhouse.stack.importing;

/**
 * An event on its way.
 *
 * @param line where it stands in the file
 * @param subject "" if the event has none that can be read; the server says so
 * @param json one CloudEvents object
 */
record Outgoing(long line, String subject, byte[] json) {}
