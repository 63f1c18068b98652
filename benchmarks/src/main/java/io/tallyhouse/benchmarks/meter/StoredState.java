package io.tallyhouse.benchmarks.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a meter that has ended well left in its state folder.
 *
 * @param days on which identities were accepted that are still known
 * @param rows identities in files
 * @param identityBytes of these files
 * @param heapBytes of them that are on the heap while they are open: filters and the keys of blocks
 * @param windowBytes of RocksDB's files for windows
 */
record StoredState(long days, long rows, long identityBytes, long heapBytes, long windowBytes) {
    /** Blocks, words of the filter, bytes of rows, rows, and a mark: as the last bytes of each file. */
    private static final int TRAILER_BYTES = 5 * Long.BYTES;

    private static final int BLOCK_HEAP_BYTES = 2 * Long.BYTES;

    static StoredState in(Path folder) {
        List<Path> files = filesBelow(folder);
        long rows = 0;
        long heap = 0;
        long identities = 0;
        for (Path file : files) {
            if (file.toString().endsWith(".identities")) {
                ByteBuffer trailer = trailer(file);
                heap += trailer.getLong() * BLOCK_HEAP_BYTES + trailer.getLong() * Long.BYTES;
                trailer.getLong();
                rows += trailer.getLong();
                identities += size(file);
            }
        }
        long windows = files.stream()
                .filter(file -> file.toString().contains("/rocksdb/windows/"))
                .filter(file -> file.toString().endsWith(".sst"))
                .mapToLong(StoredState::size)
                .sum();
        long days = files.stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".identities"))
                .map(name -> name.substring(0, name.lastIndexOf('-')))
                .distinct()
                .count();
        return new StoredState(days, rows, identities, heap, windows);
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer trailer(Path file) {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at = channel.size() - TRAILER_BYTES; trailer.hasRemaining(); ) {
                at += channel.read(trailer, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return trailer.flip();
    }
}
