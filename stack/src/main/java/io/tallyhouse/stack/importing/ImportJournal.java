package io.tallyhouse.stack.importing;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file that keeps how far one import has come. One process at a time holds it. */
final class ImportJournal implements AutoCloseable {
    private final Path file;
    private final FileChannel lock;

    private ImportJournal(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * @param folder made if it does not exist
     * @param name of this file, mapping and server
     */
    static ImportJournal open(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw new StackException("another process imports this file; wait for it, or stop it");
            }
            return new ImportJournal(folder.resolve(name + ".json"), lock);
        } catch (IOException e) {
            throw new StackException("cannot write in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file() {
        return file;
    }

    /** Empty if nothing is kept, or nothing that can be read: then all is sent again, which counts once. */
    Optional<ImportState> load() {
        try {
            return Files.exists(file)
                    ? Optional.of(ContractJson.read(Files.readAllBytes(file), ImportState.class))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** All or nothing, whatever happens on the way. */
    void save(ImportState state) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(ContractJson.write(state));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StackException("cannot close the lock of " + file + ": " + e.getMessage(), e);
        }
    }
}
