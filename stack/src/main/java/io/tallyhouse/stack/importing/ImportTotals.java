package io.tallyhouse.stack.importing;

/**
 * What became of the records of a file, each counted once however often it was sent. Accepted, quarantined, repeated
 * and refused add up to the records.
 *
 * @param sent records that became events and went out
 * @param quarantined kept by the server, and counted once they are released
 * @param repeated events that repeat, unchanged, one of the same identity in the same request
 * @param refused by the server, and records that are no events
 */
public record ImportTotals(long records, long sent, long accepted, long quarantined, long repeated, long refused) {
    static final ImportTotals NONE = new ImportTotals(0, 0, 0, 0, 0, 0);

    ImportTotals plus(ImportTotals other) {
        return new ImportTotals(
                records + other.records,
                sent + other.sent,
                accepted + other.accepted,
                quarantined + other.quarantined,
                repeated + other.repeated,
                refused + other.refused);
    }
}
