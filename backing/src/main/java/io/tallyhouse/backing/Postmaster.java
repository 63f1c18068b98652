package io.tallyhouse.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server process that {@code postmaster.pid} of a data folder names. It outlives a JVM that was killed, and its file
 * outlives a machine that went down; both must not stop the next start.
 */
final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path dataFolder;

    Postmaster(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** The running server of this folder. */
    Optional<ProcessHandle> running() {
        return recordedPid()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::servesThisFolder);
    }

    /** Only call it as the owner of the folder: stops a server that was left behind and clears a stale file. */
    void clearLeftovers() {
        running().ifPresent(this::stop);
        boolean pidReused = recordedPid()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .isPresent();
        if (pidReused) {
            // PostgreSQL itself clears the file of a dead process, but trusts a number that now is another program
            delete(pidFile());
        }
    }

    void awaitEnd(ProcessHandle process) {
        if (!endedWithin(process, PATIENCE)) {
            throw new BackingException(
                    "PostgreSQL (process %d) of folder %s does not stop".formatted(process.pid(), dataFolder));
        }
    }

    private void stop(ProcessHandle process) {
        interrupt(process);
        if (!endedWithin(process, PATIENCE)) {
            // its write-ahead log makes this safe; the next start recovers
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave. */
    private static void interrupt(ProcessHandle process) {
        try {
            Process kill = new ProcessBuilder(List.of("kill", "-INT", Long.toString(process.pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException noSuchProgram) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingException("interrupted while stopping PostgreSQL", e);
        }
    }

    private static boolean endedWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingException("interrupted while PostgreSQL stops", e);
        }
    }

    private boolean servesThisFolder(ProcessHandle process) {
        String command = process.info().command().orElse("");
        List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
        return command.contains("postgres") && arguments.contains(dataFolder.toString());
    }

    private Optional<Long> recordedPid() {
        try {
            return Files.readAllLines(pidFile(), StandardCharsets.UTF_8).stream()
                    .findFirst()
                    .map(String::trim)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .map(Long::valueOf);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return dataFolder.resolve("postmaster.pid");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
