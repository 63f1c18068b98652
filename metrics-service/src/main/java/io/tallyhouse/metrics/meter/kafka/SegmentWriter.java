package io.tallyhouse.metrics.meter.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes rows in the order of their keys to a file of the form that {@link IdentitySegment} says. */
final class SegmentWriter implements AutoCloseable {
    private static final int BLOCK_BYTES = 4 << 10;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final KeyFilter filter;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long[] blockKeys = new long[64];
    private long[] blockStarts = new long[64];
    private int blocks;
    private long written;
    private long rows;

    /** @param keys at most so many rows will come */
    SegmentWriter(Path file, long keys) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + IdentitySegment.UNFINISHED);
        this.channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.filter = KeyFilter.forKeys(keys);
    }

    void add(IdentityRows row) throws IOException {
        if (blocks == 0 || written - blockStarts[blocks - 1] >= BLOCK_BYTES) {
            startBlock(row.high());
        }
        filter.add(row.high(), row.low());
        int size = row.to() - row.from();
        ensure(size);
        buffer.put(row.buffer(), row.from(), size);
        written += size;
        rows++;
    }

    private void startBlock(long key) {
        if (blocks == blockKeys.length) {
            blockKeys = Arrays.copyOf(blockKeys, 2 * blocks);
            blockStarts = Arrays.copyOf(blockStarts, 2 * blocks);
        }
        blockKeys[blocks] = key;
        blockStarts[blocks] = written;
        blocks++;
    }

    private void ensure(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            drain();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** The file has its name only when it is whole. */
    IdentitySegment finish() throws IOException {
        longs(blockKeys, blocks);
        longs(blockStarts, blocks);
        longs(filter.words(), filter.words().length);
        longs(
                new long[] {blocks, filter.words().length, written, rows, IdentitySegment.MAGIC},
                IdentitySegment.TRAILER_LONGS);
        drain();
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return IdentitySegment.open(file).orElseThrow(() -> new IOException(file + " was cut off"));
    }

    private void longs(long[] values, int count) throws IOException {
        for (int at = 0; at < count; at++) {
            ensure(Long.BYTES);
            buffer.putLong(values[at]);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
