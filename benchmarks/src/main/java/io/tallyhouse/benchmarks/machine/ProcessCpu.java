package io.tallyhouse.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes as the kernel has it: user and system time of all threads, to 10 ms. Linux only. */
public final class ProcessCpu {
    private static final int TICKS_PER_SECOND = 100;
    /** Fields of {@code /proc/PID/stat} after the command's closing parenthesis, counted from 0. */
    private static final int UTIME = 11;

    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private ProcessCpu() {}

    /** Since the process started; zero if it is gone. */
    public static Duration of(long pid) {
        return ticks(pid, List.of(UTIME, STIME));
    }

    /** Of this process. */
    public static Duration own() {
        return of(ProcessHandle.current().pid());
    }

    /** Of a process and all below it, those included that have ended and were waited for. */
    public static Duration ofTree(long pid) {
        List<Integer> all = List.of(UTIME, STIME, CUTIME, CSTIME);
        Stream<Long> below = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), below)
                .map(each -> ticks(each, all))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Of those threads of a process whose name begins with one of these; the kernel keeps 15 letters of a name. */
    public static Duration ofThreads(long pid, List<String> beginnings) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.filter(thread -> beginnings.stream().anyMatch(name(thread)::startsWith))
                    .map(thread -> ticks(thread, List.of(UTIME, STIME)))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            // it has ended
            return "";
        }
    }

    private static Duration ticks(long pid, List<Integer> fields) {
        return ticks(Path.of("/proc", Long.toString(pid)), fields);
    }

    private static Duration ticks(Path folder, List<Integer> fields) {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = fields.stream()
                    .mapToLong(field -> Long.parseLong(values[field]))
                    .sum();
            return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        } catch (NoSuchFileException e) {
            return Duration.ZERO;
        } catch (IOException e) {
            // the kernel says so of a process that ended while it was read
            return Duration.ZERO;
        }
    }
}
