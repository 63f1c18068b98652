package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.benchmarks.machine.ProcessCpu;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program that sends: so many requests over so many connections, each connection waiting for its answer before it
 * sends the next. Says {@code warm}, waits for a line, sends, and says {@code done} with its figures.
 */
final class RequestLoad {
    private static final Duration FULL_PAUSE = Duration.ofMillis(5);
    private static final int CONFIRMED = 202;
    private static final int FULL = 429;
    private static final int AWAY = 503;

    private final Order order;
    private final String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    private final AtomicLong nextNumber = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private RequestLoad(Order order) {
        this.order = order;
    }

    /**
     * What to send.
     *
     * @param credential header that every request proves itself with
     * @param path takes events, or takes them and drops them
     * @param eventsPerRequest 1 sends an event and no array
     * @param firstNumber of the events, so that no two loads send the same
     */
    record Order(
            int port,
            String credential,
            String path,
            int eventsPerRequest,
            int connections,
            int warmUpRequests,
            int requests,
            long firstNumber) {
        List<String> arguments() {
            return List.of(
                    Integer.toString(port),
                    credential,
                    path,
                    Integer.toString(eventsPerRequest),
                    Integer.toString(connections),
                    Integer.toString(warmUpRequests),
                    Integer.toString(requests),
                    Long.toString(firstNumber));
        }

        static Order of(String[] arguments) {
            return new Order(
                    Integer.parseInt(arguments[0]),
                    arguments[1],
                    arguments[2],
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Integer.parseInt(arguments[6]),
                    Long.parseLong(arguments[7]));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        RequestLoad load = new RequestLoad(Order.of(arguments));
        load.send(load.order.warmUpRequests());
        ParallelRequests.awaitStart();
        load.refused.set(0);
        Duration cpu = ProcessCpu.own();
        long started = System.nanoTime();
        long[] micros = load.send(load.order.requests());
        long nanos = System.nanoTime() - started;
        Duration spent = ProcessCpu.own().minus(cpu);
        Arrays.sort(micros);
        System.out.printf(
                "done %d %d %d %d %d%n",
                nanos,
                spent.toNanos(),
                load.refused.get(),
                ParallelRequests.percentile(micros, 50),
                ParallelRequests.percentile(micros, 99));
    }

    /** Answers how long each request took, in microseconds; those refused as too many are counted and sent again. */
    private long[] send(int requests) throws InterruptedException, ExecutionException {
        return ParallelRequests.make(requests, order.connections(), this::sendPart);
    }

    private List<Long> sendPart(AtomicLong left) throws IOException, InterruptedException {
        List<Long> micros = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(order.port(), order.credential())) {
            while (left.decrementAndGet() >= 0) {
                long started = System.nanoTime();
                sendOne(connection);
                micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
            }
        }
        return micros;
    }

    private void sendOne(HttpConnection connection) throws IOException, InterruptedException {
        long first = order.firstNumber() + nextNumber.getAndAdd(order.eventsPerRequest());
        byte[] body = SentEvents.body(first, order.eventsPerRequest(), time);
        int status = connection.post(order.path(), body);
        while (status == FULL || status == AWAY) {
            refused.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(FULL_PAUSE.toMillis());
            status = connection.post(order.path(), body);
        }
        if (status != CONFIRMED) {
            throw new IllegalStateException("answered " + status + ", not " + CONFIRMED);
        }
    }
}
