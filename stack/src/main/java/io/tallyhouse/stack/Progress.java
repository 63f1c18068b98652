package io.tallyhouse.stack;

import java.io.PrintStream;
import java.time.Duration;

/** Tells a person what is going on, one line a step. */
public final class Progress {
    private final PrintStream out;
    private final long startedNanos = System.nanoTime();

    private Progress(PrintStream out) {
        this.out = out;
    }

    public static Progress to(PrintStream out) {
        return new Progress(out);
    }

    public void say(String line) {
        Duration since = Duration.ofNanos(System.nanoTime() - startedNanos);
        out.printf("[%3d.%d s] %s%n", since.toSeconds(), since.toMillisPart() / 100, line);
        out.flush();
    }

    void print(String text) {
        out.println(text);
        out.flush();
    }
}
