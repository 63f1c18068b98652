package io.tallyhouse.metrics.meter.kafka;

import java.io.IOException;

/**
 * Rows of identities in the order of their keys (unsigned). A row is the key's 16 bytes, the length of its value as a
 * varint, and the value; a value without bytes says that the identity is forgotten.
 */
interface IdentityRows {
    /** Moves to the next row; false behind the last. */
    boolean next() throws IOException;

    long high();

    long low();

    /** Lent; the row stands between {@link #from} and {@link #to}. */
    byte[] buffer();

    int from();

    int to();

    static int compare(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) : Long.compareUnsigned(high, otherHigh);
    }
}
