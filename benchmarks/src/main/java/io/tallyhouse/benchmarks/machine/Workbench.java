package io.tallyhouse.benchmarks.machine;

import io.tallyhouse.stack.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * Where a run takes place: folders, progress, and all that it has started, which ends with it in any case.
 *
 * <p>Thread-safe for {@link #keep}.
 */
public final class Workbench implements AutoCloseable {
    private final Path home;
    private final Path folder;
    private final Progress progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /**
     * @param home the folder that holds the packaged modules
     * @param folder for what runs leave behind; what a former run left there is removed by those who use it
     */
    public Workbench(Path home, Path folder, Progress progress) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "workbench-closer"));
    }

    public Path home() {
        return home;
    }

    public void say(String line) {
        progress.say(line);
    }

    public Progress progress() {
        return progress;
    }

    /** Of that name, as it is. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** An empty folder of that name. */
    public Path emptyFolder(String name) {
        Path wanted = folder(name);
        try {
            remove(wanted);
            return Files.createDirectories(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + wanted, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Closes it when the workbench is closed, or before by {@link #done}; the last one kept is the first closed. */
    public synchronized <T extends AutoCloseable> T keep(T started) {
        open.push(started);
        return started;
    }

    /** Closes it now. */
    public void done(AutoCloseable finished) {
        boolean kept;
        synchronized (this) {
            kept = open.remove(finished);
        }
        if (kept) {
            close(finished);
        }
    }

    /** Cores, Java and load, in one line. */
    public static String machine() {
        return "%d cores, Java %s, load average %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        load());
    }

    /** Of the last minute: how many wanted a core. */
    public static String load() {
        return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    @Override
    public void close() {
        for (AutoCloseable next = next(); next != null; next = next()) {
            close(next);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable AutoCloseable next() {
        return open.poll();
    }

    private void close(AutoCloseable finished) {
        try {
            finished.close();
        } catch (Exception e) {
            progress.say("closing failed: " + e);
        }
    }
}
