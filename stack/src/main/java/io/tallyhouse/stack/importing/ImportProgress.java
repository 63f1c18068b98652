package io.tallyhouse.stack.importing;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Shows how far an import is: a bar that moves on a terminal, a line every few seconds elsewhere. */
public final class ImportProgress implements AutoCloseable {
    private static final long BAR_MILLIS = 200;
    private static final long LINE_MILLIS = 5_000;
    private static final int BAR_WIDTH = 24;
    private static final int LINE_WIDTH = 100;

    private final Consumer<String> show;
    private final boolean moving;
    private final AtomicLong sentNow = new AtomicLong();
    private final AtomicLong fileBytes = new AtomicLong();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "import-progress");
        thread.setDaemon(true);
        return thread;
    });
    private long size;
    private long resumedAtBytes;
    private long startedNanos;
    private volatile String trouble = "";

    private ImportProgress(Consumer<String> show, boolean moving) {
        this.show = show;
        this.moving = moving;
    }

    /** A bar that is drawn over itself. */
    public static ImportProgress bar(PrintStream terminal) {
        return new ImportProgress(
                line -> {
                    terminal.print("\r\u001B[K" + line);
                    terminal.flush();
                },
                true);
    }

    /** Whole lines. */
    public static ImportProgress lines(Consumer<String> lines) {
        return new ImportProgress(lines, false);
    }

    void start(long newSize, long newResumedAtBytes) {
        size = Math.max(1, newSize);
        resumedAtBytes = newResumedAtBytes;
        fileBytes.set(newResumedAtBytes);
        startedNanos = System.nanoTime();
        long period = moving ? BAR_MILLIS : LINE_MILLIS;
        var unused = ticker.scheduleAtFixedRate(() -> show.accept(line()), period, period, TimeUnit.MILLISECONDS);
    }

    void sent(int events) {
        sentNow.addAndGet(events);
        trouble = "";
    }

    /** The fate of all before this place of the file is known. */
    void reached(long newFileBytes) {
        fileBytes.set(newFileBytes);
    }

    /** Shown until something is sent again. */
    void trouble(String words) {
        boolean isNew = trouble.isEmpty();
        trouble = words;
        if (isNew && !moving) {
            show.accept(words);
        }
    }

    private String line() {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        long reached = fileBytes.get();
        String hindrance = trouble;
        String numbers = String.format(
                Locale.ROOT,
                "%3d%%  %,d events  %,d/s  %s left",
                reached * 100 / size,
                sentNow.get(),
                sentNow.get() * 1000 / millis,
                left(millis, reached));
        String line = (moving ? bar(reached) + " " : "") + numbers + (hindrance.isEmpty() ? "" : "  " + hindrance);
        return moving && line.length() > LINE_WIDTH ? line.substring(0, LINE_WIDTH) : line;
    }

    private String bar(long reached) {
        int done = (int) (reached * BAR_WIDTH / size);
        return "[" + "=".repeat(done) + " ".repeat(BAR_WIDTH - done) + "]";
    }

    private String left(long millis, long reached) {
        long now = reached - resumedAtBytes;
        if (now <= 0) {
            return "-:--";
        }
        return clock(millis / 1000 * Math.max(0, size - reached) / now);
    }

    /** Minutes and seconds. */
    static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** Leaves the terminal's line empty. */
    @Override
    public void close() {
        ticker.shutdownNow();
        if (moving) {
            show.accept("");
        }
    }
}
