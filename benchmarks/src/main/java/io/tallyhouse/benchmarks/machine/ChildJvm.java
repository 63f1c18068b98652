package io.tallyhouse.benchmarks.machine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of this class path in a JVM of its own, so that its CPU time is its own. It is read line by line, and may be
 * told a line.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Path log;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
    }

    /**
     * @param program with a {@code main}
     * @param log takes what it writes to standard error
     */
    public static ChildJvm start(Class<?> program, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-XX:+UseParallelGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildJvm(program.getSimpleName(), process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public long pid() {
        return process.pid();
    }

    /** Reads on to the line that matches, and answers its groups; other lines are passed over. */
    public Matcher await(Pattern line) {
        for (Optional<String> next = nextLine(); next.isPresent(); next = nextLine()) {
            Matcher matcher = line.matcher(next.get());
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new IllegalStateException(name + " ended without saying '" + line + "'; see " + log);
    }

    /** Reads to the end and answers the last line that matches. */
    public Matcher awaitLast(Pattern line) {
        Matcher last = await(line);
        for (Optional<String> next = nextLine(); next.isPresent(); next = nextLine()) {
            Matcher matcher = line.matcher(next.get());
            if (matcher.matches()) {
                last = matcher;
            }
        }
        return last;
    }

    private Optional<String> nextLine() {
        try {
            return Optional.ofNullable(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen; see " + log, e);
        }
    }

    /** Lets it end by itself for a while. */
    @Override
    public void close() {
        try {
            if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
