package io.tallyhouse.benchmarks.ingest;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program that sends at a steady rate, in batches of 100, for so many seconds, whether or not answers keep up: a batch
 * that is late is sent at once. Says {@code done} with how many were accepted and in how many nanoseconds.
 */
public final class PacedLoad {
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 16;
    private static final long REFUSED_PAUSE_MILLIS = 5;

    private final Order order;
    private final String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final AtomicLong nextBatch = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    private PacedLoad(Order order) {
        this.order = order;
    }

    /** What to send. @param perSecond events */
    public record Order(int port, String accessKey, int perSecond, int seconds) {
        public List<String> arguments() {
            return List.of(Integer.toString(port), accessKey, Integer.toString(perSecond), Integer.toString(seconds));
        }

        private static Order of(String[] arguments) {
            return new Order(
                    Integer.parseInt(arguments[0]),
                    arguments[1],
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
        }
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        PacedLoad load = new PacedLoad(Order.of(arguments));
        long started = System.nanoTime();
        load.send(started);
        System.out.printf("done %d %d%n", load.accepted.get(), System.nanoTime() - started);
    }

    private void send(long started) throws InterruptedException, ExecutionException {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                parts.add(connections.submit(() -> {
                    sendPart(started);
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            connections.shutdown();
        }
    }

    private void sendPart(long started) throws IOException, InterruptedException {
        long end = started + TimeUnit.SECONDS.toNanos(order.seconds());
        try (HttpConnection connection =
                new HttpConnection(order.port(), "Authorization: Bearer " + order.accessKey())) {
            while (true) {
                long batch = nextBatch.getAndIncrement();
                long due = started + batch * BATCH * TimeUnit.SECONDS.toNanos(1) / order.perSecond();
                if (due >= end || System.nanoTime() >= end) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                byte[] body = SentEvents.body(batch * BATCH, BATCH, time);
                while (connection.post("/v1/events", body) != 202) {
                    TimeUnit.MILLISECONDS.sleep(REFUSED_PAUSE_MILLIS);
                }
                accepted.addAndGet(BATCH);
            }
        }
    }
}
