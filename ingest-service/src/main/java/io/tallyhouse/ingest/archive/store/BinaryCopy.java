package io.tallyhouse.ingest.archive.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows in PostgreSQL's binary COPY format: nothing to escape, and times as numbers. The caller writes each row's
 * columns in the table's order.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** PostgreSQL counts days and microseconds from here. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private static final Instant FIRST_INSTANT = Instant.parse("2000-01-01T00:00:00Z");
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int ABSENT = -1;
    private static final int NO_MORE_ROWS = -1;

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int rows;

    BinaryCopy() {
        put(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    int rows() {
        return rows;
    }

    BinaryCopy row(int columns) {
        rows++;
        putShort(columns);
        return this;
    }

    BinaryCopy integer(int value) {
        putInt(Integer.BYTES);
        putInt(value);
        return this;
    }

    BinaryCopy bigint(long value) {
        putInt(Long.BYTES);
        putInt((int) (value >>> 32));
        putInt((int) value);
        return this;
    }

    BinaryCopy bigint(Optional<Long> value) {
        return value.isPresent() ? bigint(value.get()) : absent();
    }

    BinaryCopy date(LocalDate day) {
        return integer(Math.toIntExact(ChronoUnit.DAYS.between(FIRST_DAY, day)));
    }

    /** In whole microseconds; finer parts are cut off. */
    BinaryCopy timestamp(Instant instant) {
        long seconds = instant.getEpochSecond() - FIRST_INSTANT.getEpochSecond();
        return bigint(
                Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO));
    }

    /** Also for json. */
    BinaryCopy text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy text(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : absent();
    }

    BinaryCopy bytes(byte[] value) {
        putInt(value.length);
        put(value);
        return this;
    }

    /** NULL. */
    BinaryCopy absent() {
        putInt(ABSENT);
        return this;
    }

    InputStream finish() {
        putShort(NO_MORE_ROWS);
        return new ByteArrayInputStream(bytes, 0, length);
    }

    private void put(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void putShort(int value) {
        reserve(Short.BYTES);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * bytes.length, needed)));
        }
    }
}
