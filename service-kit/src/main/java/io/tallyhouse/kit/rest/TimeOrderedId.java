package io.tallyhouse.kit.rest;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/** 48 bits of milliseconds and 80 bits of anything, as 26 characters of Crockford's base 32 (the ULID layout). */
final class TimeOrderedId {
    static final int TAIL_BYTES = 10;
    private static final int LENGTH = 26;
    private static final int TIME_BYTES = 6;
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private TimeOrderedId() {}

    /** @param tail at least {@value #TAIL_BYTES} bytes, of which the first count */
    static String text(Instant time, byte[] tail) {
        byte[] bytes = Arrays.copyOf(timeBytes(time), TIME_BYTES + TAIL_BYTES);
        System.arraycopy(tail, 0, bytes, TIME_BYTES, TAIL_BYTES);
        BigInteger rest = new BigInteger(1, bytes);
        char[] text = new char[LENGTH];
        for (int at = LENGTH - 1; at >= 0; at--) {
            text[at] = DIGITS[rest.intValue() & 31];
            rest = rest.shiftRight(5);
        }
        return new String(text);
    }

    private static byte[] timeBytes(Instant time) {
        long millis = time.toEpochMilli();
        byte[] bytes = new byte[TIME_BYTES];
        for (int at = TIME_BYTES - 1; at >= 0; at--) {
            bytes[at] = (byte) millis;
            millis >>>= Byte.SIZE;
        }
        return bytes;
    }
}
