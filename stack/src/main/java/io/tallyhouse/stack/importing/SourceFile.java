package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The file that is imported, plain or gzipped. */
final class SourceFile {
    private static final int ENDS = 64 * 1024;
    private static final int DIGEST_SHOWN = 32;

    private final Path path;
    private final FileFormat format;
    private final long size;
    private final AtomicLong bytesRead = new AtomicLong();

    private SourceFile(Path path, FileFormat format, long size) {
        this.path = path;
        this.format = format;
        this.size = size;
    }

    static SourceFile at(Path path, FileFormat format) {
        if (!Files.isRegularFile(path)) {
            throw new StackException(path + (Files.exists(path) ? " is no plain file" : " does not exist")
                    + "; name the file to import");
        }
        try {
            SourceFile file = new SourceFile(path.toRealPath(), format, Files.size(path));
            file.requireReadableStart();
            return file;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    Path path() {
        return path;
    }

    FileFormat format() {
        return format;
    }

    long size() {
        return size;
    }

    /** Of the file as it lies on the disk; for the progress alone. */
    long bytesRead() {
        return Math.min(size, bytesRead.get());
    }

    /** From {@code skipped} bytes of the unpacked content on. */
    InputStream open(long skipped) throws IOException {
        FileChannel channel = FileChannel.open(path);
        boolean packed = FileFormat.isPacked(path);
        try {
            if (!packed) {
                channel.position(skipped);
            }
            bytesRead.set(packed ? 0 : skipped);
            InputStream counted = new Counted(Channels.newInputStream(channel), bytesRead);
            if (!packed) {
                return counted;
            }
            InputStream unpacked = new GZIPInputStream(counted, ENDS);
            unpacked.skipNBytes(skipped);
            return unpacked;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void requireReadableStart() throws IOException {
        try (InputStream in = open(0)) {
            byte[] first = in.readNBytes(2);
            boolean wide = first.length == 2 && (first[0] & 0xFF) + (first[1] & 0xFF) == 0xFF + 0xFE;
            if (wide && (first[0] & 0xFF) >= 0xFE) {
                throw new StackException(path + " is UTF-16; convert it: iconv -f UTF-16 -t UTF-8 " + path.getFileName()
                        + " > utf8-" + path.getFileName());
            }
        } catch (ZipException e) {
            throw new StackException(path + " is not gzipped although its name ends in .gz; rename it", e);
        }
    }

    /**
     * A short name for place and content: path, size, time of change, and both ends. Content that changes in the middle
     * changes the time.
     */
    String fingerprint() {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(path)) {
            FileTime changed = Files.getLastModifiedTime(path);
            digest.update((path + "\n" + size + "\n" + changed + "\n").getBytes(StandardCharsets.UTF_8));
            ByteBuffer ends = ByteBuffer.allocate(ENDS);
            for (long from : new long[] {0, Math.max(0, size - ENDS)}) {
                ends.clear();
                channel.read(ends, from);
                digest.update(ends.flip());
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return hex(digest);
    }

    /** A short name for the whole content, wherever it lies; packed or not makes a difference. Reads all of it. */
    String contentDigest() {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[1 << 20];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return hex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_SHOWN);
    }

    static StackException unreadable(Path path, IOException e) {
        return new StackException("cannot read " + path + ": " + e.getMessage(), e);
    }

    /** Counts what passes. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count.addAndGet(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
