package io.tallyhouse.ingest.archive.rest;

import io.tallyhouse.ingest.archive.ArchivePosition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** A position as opaque text: base64url of a format byte, list, microseconds, partition and offset. */
final class EventCursor {
    private static final byte FORMAT = 3;
    private static final int LENGTH = 1 + Long.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    /** Beyond these no event can be, and PostgreSQL could not say when it is. */
    private static final long MICROS_MAX = 400_000_000_000_000_000L;

    private EventCursor() {}

    static String write(ArchivePosition position, long list) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(FORMAT)
                .putLong(list)
                .putLong(Math.addExact(
                        Math.multiplyExact(position.eventTime().getEpochSecond(), MICROS_PER_SECOND),
                        position.eventTime().getNano() / NANOS_PER_MICRO))
                .putInt(position.partition())
                .putLong(position.offset())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty if it is none that {@link #write} made for this list. */
    static Optional<ArchivePosition> read(String text, long list) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != LENGTH || bytes.get() != FORMAT || bytes.getLong() != list) {
                return Optional.empty();
            }
            long micros = bytes.getLong();
            return Math.abs(micros) > MICROS_MAX
                    ? Optional.empty()
                    : Optional.of(new ArchivePosition(
                            Instant.EPOCH.plus(micros, ChronoUnit.MICROS), bytes.getInt(), bytes.getLong()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
