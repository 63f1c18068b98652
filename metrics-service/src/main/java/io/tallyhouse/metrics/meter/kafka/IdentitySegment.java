package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.IdentityKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of identities accepted on one day, in the order of their keys; never changed. Behind the rows: for each block of
 * some 4 kB the first half of its first key and where it starts, the words of a {@link KeyFilter}, and five longs: how
 * many blocks, words, bytes of rows, rows, and {@link #MAGIC}. Blocks and filter are on the heap: about 2 bytes a row.
 */
final class IdentitySegment implements AutoCloseable {
    static final String UNFINISHED = ".unfinished";
    /** Says the format, too. */
    static final long MAGIC = 0x54484944454e5431L;

    static final int TRAILER_LONGS = 5;
    private static final int TRAILER_BYTES = TRAILER_LONGS * Long.BYTES;
    private static final Pattern NAME = Pattern.compile("(-?\\d+)-(\\d+)\\.identities");

    private final Path file;
    private final FileChannel channel;
    private final long day;
    private final long number;
    private final long[] blockKeys;
    private final long[] blockStarts;
    private final KeyFilter filter;
    private final long rowsEnd;
    private final long rows;
    private ByteBuffer block = ByteBuffer.allocate(8 << 10);
    private boolean forced;

    private IdentitySegment(Path file, FileChannel channel, ByteBuffer trailer) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is no segment's name");
        }
        this.file = file;
        this.channel = channel;
        this.day = Long.parseLong(name.group(1));
        this.number = Long.parseLong(name.group(2));
        int blocks = Math.toIntExact(trailer.getLong());
        int words = Math.toIntExact(trailer.getLong());
        this.rowsEnd = trailer.getLong();
        this.rows = trailer.getLong();
        this.blockKeys = longs(rowsEnd, blocks);
        this.blockStarts = longs(rowsEnd + (long) blocks * Long.BYTES, blocks);
        this.filter = KeyFilter.of(longs(rowsEnd + 2L * blocks * Long.BYTES, words));
    }

    static Path path(Path folder, long day, long number) {
        return folder.resolve(day + "-" + number + ".identities");
    }

    static boolean isNamedAsOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /** Empty if the file is not whole. */
    static Optional<IdentitySegment> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            if (size >= TRAILER_BYTES) {
                ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
                read(channel, trailer, size - TRAILER_BYTES);
                long end = trailer.getLong(0) * 2 * Long.BYTES + trailer.getLong(8) * Long.BYTES + trailer.getLong(16);
                if (trailer.getLong(TRAILER_BYTES - Long.BYTES) == MAGIC && end == size - TRAILER_BYTES) {
                    return Optional.of(new IdentitySegment(file, channel, trailer));
                }
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new IOException("the file ends at " + at);
            }
            at += read;
        }
        into.flip();
    }

    private long[] longs(long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, Long.BYTES));
        read(channel, bytes, from);
        long[] longs = new long[count];
        bytes.asLongBuffer().get(longs);
        return longs;
    }

    long day() {
        return day;
    }

    /** Of two segments of a day the one with the higher number is newer. */
    long number() {
        return number;
    }

    long rowCount() {
        return rows;
    }

    /** The value of the key, which may be without bytes; empty if the key is not here. */
    Optional<byte[]> find(IdentityKey key) {
        return filter.mayHold(key) ? read(key) : Optional.empty();
    }

    private Optional<byte[]> read(IdentityKey key) {
        try {
            for (int index = firstBlock(key.high()); index < blockKeys.length; index++) {
                if (Long.compareUnsigned(blockKeys[index], key.high()) > 0) {
                    return Optional.empty();
                }
                Optional<byte[]> found = readBlock(index, key);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The last block that begins below the key; the key stands there or at the beginning of the next. */
    private int firstBlock(long high) {
        int low = 0;
        int end = blockKeys.length;
        while (low < end) {
            int middle = low + end >>> 1;
            if (Long.compareUnsigned(blockKeys[middle], high) < 0) {
                low = middle + 1;
            } else {
                end = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    private Optional<byte[]> readBlock(int index, IdentityKey key) throws IOException {
        long start = blockStarts[index];
        long end = index + 1 < blockStarts.length ? blockStarts[index + 1] : rowsEnd;
        int size = Math.toIntExact(end - start);
        if (block.capacity() < size) {
            block = ByteBuffer.allocate(size);
        }
        block.clear().limit(size);
        read(channel, block, start);
        while (block.hasRemaining()) {
            long high = block.getLong();
            long low = block.getLong();
            int length = length(block);
            if (high == key.high() && low == key.low()) {
                byte[] value = new byte[length];
                block.get(value);
                return Optional.of(value);
            }
            block.position(block.position() + length);
        }
        return Optional.empty();
    }

    static int length(ByteBuffer in) {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return length;
            }
        }
    }

    /** All of it, read in large steps. */
    IdentityRows rows() {
        return new Rows();
    }

    /** Makes sure that a stop of the machine does not take it away. */
    void force() throws IOException {
        if (forced) {
            return;
        }
        try (FileChannel writable = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writable.force(false);
        }
        forced = true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted", e);
        }
    }

    private final class Rows implements IdentityRows {
        private static final int STEP = 64 << 10;
        private static final int HEAD_MAX = IdentityKey.BYTES + 5;

        private ByteBuffer step = ByteBuffer.allocate(STEP).limit(0);
        private long behind;
        private long high;
        private long low;
        private int from;

        @Override
        public boolean next() throws IOException {
            if (!step.hasRemaining() && behind == rowsEnd) {
                return false;
            }
            need((int) Math.min(HEAD_MAX, step.remaining() + rowsEnd - behind));
            int start = step.position();
            step.position(start + IdentityKey.BYTES);
            int length = length(step);
            int head = step.position() - start;
            step.position(start);
            need(head + length);
            from = step.position();
            high = step.getLong(from);
            low = step.getLong(from + Long.BYTES);
            step.position(from + head + length);
            return true;
        }

        /** So many bytes can be read without another look at the file. */
        private void need(int bytes) throws IOException {
            if (step.remaining() >= bytes) {
                return;
            }
            ByteBuffer into = bytes > step.capacity() ? ByteBuffer.allocate(bytes) : step;
            int kept = step.remaining();
            System.arraycopy(step.array(), step.position(), into.array(), 0, kept);
            int more = (int) Math.min(into.capacity() - kept, rowsEnd - behind);
            into.limit(kept + more).position(kept);
            read(channel, into, behind);
            behind += more;
            step = into;
        }

        @Override
        public long high() {
            return high;
        }

        @Override
        public long low() {
            return low;
        }

        @Override
        public byte[] buffer() {
            return step.array();
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return step.position();
        }
    }
}
