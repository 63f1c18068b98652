package io.tallyhouse.benchmarks.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** What programs that load a service over several connections at once have in common. */
public final class ParallelRequests {
    private ParallelRequests() {}

    /** What one connection does. */
    public interface Part {
        /**
         * Answers how long each of its requests took, in microseconds.
         *
         * @param left how many requests all connections together have still to make
         */
        List<Long> make(AtomicLong left) throws Exception;
    }

    /** Says {@code warm} and waits for a line. */
    public static void awaitStart() throws IOException {
        System.out.println("warm");
        System.out.flush();
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }

    /** Answers how long each request took, in microseconds, in no order. */
    public static long[] make(int requests, int connections, Part part)
            throws InterruptedException, ExecutionException {
        AtomicLong left = new AtomicLong(requests);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<List<Long>>> parts = new ArrayList<>();
            for (int connection = 0; connection < connections; connection++) {
                Callable<List<Long>> one = () -> part.make(left);
                parts.add(threads.submit(one));
            }
            List<Long> all = new ArrayList<>(requests);
            for (Future<List<Long>> one : parts) {
                all.addAll(one.get());
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        } finally {
            threads.shutdown();
        }
    }

    /** @param sorted not empty */
    public static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
