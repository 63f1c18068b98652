package io.tallyhouse.benchmarks.query;

import io.tallyhouse.benchmarks.ingest.HttpConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program that asks: over so many connections, each waiting for its answer before it asks again. Says {@code warm},
 * waits for a line, asks, and says {@code done} with nanoseconds, p50 and p99 in microseconds.
 */
final class QueryLoad {
    /** In a path: any customer's number. */
    static final String CUSTOMER = "{customer}";

    private final Order order;

    private QueryLoad(Order order) {
        this.order = order;
    }

    /**
     * What to ask.
     *
     * @param path with {@link #CUSTOMER} where a number from 0 to below {@code customers} stands
     */
    record Order(int port, String accessKey, String path, int customers, int connections, int requests) {
        List<String> arguments() {
            return List.of(
                    Integer.toString(port),
                    accessKey,
                    path,
                    Integer.toString(customers),
                    Integer.toString(connections),
                    Integer.toString(requests));
        }

        static Order of(String[] arguments) {
            return new Order(
                    Integer.parseInt(arguments[0]),
                    arguments[1],
                    arguments[2],
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        QueryLoad load = new QueryLoad(Order.of(arguments));
        load.ask(load.order.requests() / 2);
        System.out.println("warm");
        System.out.flush();
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        long started = System.nanoTime();
        long[] micros = load.ask(load.order.requests());
        long nanos = System.nanoTime() - started;
        Arrays.sort(micros);
        System.out.printf("done %d %d %d%n", nanos, at(micros, 50), at(micros, 99));
    }

    private static long at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** Answers how long each request took, in microseconds. */
    private long[] ask(int requests) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(requests);
        ExecutorService connections = Executors.newFixedThreadPool(order.connections());
        try {
            List<Future<List<Long>>> parts = new ArrayList<>();
            for (int connection = 0; connection < order.connections(); connection++) {
                parts.add(connections.submit(() -> askPart(left)));
            }
            List<Long> all = new ArrayList<>(requests);
            for (Future<List<Long>> part : parts) {
                all.addAll(part.get());
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        } finally {
            connections.shutdown();
        }
    }

    private List<Long> askPart(AtomicInteger left) throws IOException {
        List<Long> micros = new ArrayList<>();
        try (HttpConnection connection =
                new HttpConnection(order.port(), "Authorization: Bearer " + order.accessKey())) {
            while (left.decrementAndGet() >= 0) {
                int customer = ThreadLocalRandom.current().nextInt(order.customers());
                String path = order.path().replace(CUSTOMER, Integer.toString(customer));
                long started = System.nanoTime();
                int status = connection.get(path);
                micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
                if (status != 200) {
                    throw new IllegalStateException(path + " answered " + status);
                }
            }
        }
        return micros;
    }
}
