package io.tallyhouse.benchmarks.query;

import io.tallyhouse.benchmarks.ingest.HttpConnection;
import io.tallyhouse.benchmarks.ingest.ParallelRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

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
        ParallelRequests.awaitStart();
        long started = System.nanoTime();
        long[] micros = load.ask(load.order.requests());
        long nanos = System.nanoTime() - started;
        Arrays.sort(micros);
        System.out.printf(
                "done %d %d %d%n",
                nanos, ParallelRequests.percentile(micros, 50), ParallelRequests.percentile(micros, 99));
    }

    /** Answers how long each request took, in microseconds. */
    private long[] ask(int requests) throws InterruptedException, ExecutionException {
        return ParallelRequests.make(requests, order.connections(), this::askPart);
    }

    private List<Long> askPart(AtomicLong left) throws IOException {
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
