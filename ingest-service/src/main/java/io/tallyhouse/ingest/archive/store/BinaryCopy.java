package io.tallyhouse.ingest.archive.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int rows;

    BinaryCopy() {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        });
    }

    int rows() {
        return rows;
    }

    BinaryCopy row(int columns) {
        rows++;
        return write(() -> out.writeShort(columns));
    }

    BinaryCopy integer(int value) {
        return write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
        });
    }

    BinaryCopy bigint(long value) {
        return write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        });
    }

    BinaryCopy bigint(Optional<Long> value) {
        return value.map(this::bigint).orElseGet(this::absent);
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
        return value.map(this::text).orElseGet(this::absent);
    }

    BinaryCopy bytes(byte[] value) {
        return write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    /** NULL. */
    BinaryCopy absent() {
        return write(() -> out.writeInt(ABSENT));
    }

    byte[] finish() {
        write(() -> out.writeShort(-1));
        return bytes.toByteArray();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private BinaryCopy write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
