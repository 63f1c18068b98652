package io.tallyhouse.stack.importing;

/**
 * How far an import has come: the fate of every record before the position is known.
 *
 * @param file for people
 * @param errorsFile where refused records stand, and {@code errorsBytes} how much of it belongs to the totals
 */
record ImportState(
        String file, Position position, ImportTotals totals, String errorsFile, long errorsBytes, boolean done) {}
