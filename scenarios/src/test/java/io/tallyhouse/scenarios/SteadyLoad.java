package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.stack.ApiClient.Answer;
import io.tallyhouse.stack.StackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends events of one tenant, some thousands a second at most, until it is told to stop. What is refused for now (429, 503,
 * no answer) is sent again with the same ids, as a good client does; any other answer than 202 is a failure.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int BATCH = 50;
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String DAY = "2027-05-30";

    private final Tenant tenant;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CompletableFuture<Void> sending;
    private volatile boolean stopping;

    private SteadyLoad(Tenant tenant) {
        this.tenant = tenant;
        this.sending = CompletableFuture.runAsync(this::send);
    }

    /** With the metrics that {@link #assertAllCounted} asks for. */
    static SteadyLoad start(Tenant tenant) {
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""", """
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        return new SteadyLoad(tenant);
    }

    private void send() {
        while (!stopping) {
            sendUntilAccepted(accepted.get());
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private void sendUntilAccepted(int first) {
        String batch = "["
                + String.join(
                        ",",
                        IntStream.range(first, first + BATCH)
                                .mapToObj(SteadyLoad::event)
                                .toList())
                + "]";
        while (!isAccepted(batch)) {
            refused.incrementAndGet();
            LockSupport.parkNanos(AGAIN_NANOS);
        }
        accepted.addAndGet(BATCH);
    }

    private boolean isAccepted(String batch) {
        try {
            Answer answer = tenant.api().post("/v1/events", batch);
            assertThat(answer.status()).as(answer.text()).isIn(202, 429, 502, 503, 504);
            return answer.status() == 202;
        } catch (StackException noAnswer) {
            return false;
        }
    }

    /** Tokens are 0 to 99 in turn. */
    static String event(int number) {
        return """
                {"specversion":"1.0","id":"e-%d","type":"llm.request","source":"load","subject":"%s","time":"%sT%02d:30:00Z","data":{"tokens":%d}}""".formatted(number, CUSTOMERS.get(number % CUSTOMERS.size()), DAY, number % 24, number % 100);
    }

    int accepted() {
        return accepted.get();
    }

    /** How often a batch was not taken. */
    int refused() {
        return refused.get();
    }

    /** Until so many more are accepted. */
    void awaitMore(int events) {
        int wanted = accepted() + events;
        await().atMost(Tenant.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> accepted() >= wanted || sending.isDone());
        assertThat(sending).as("the load goes on").isNotDone();
    }

    /** Until it is refused. */
    void awaitRefusal() {
        int before = refused();
        await().atMost(Tenant.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> refused() > before);
    }

    /** Sends no more; answers how many events were accepted. */
    int stop() {
        stopping = true;
        sending.join();
        return accepted();
    }

    void assertAllCounted() {
        assertCounted(tenant, stop());
    }

    /** The first {@code events} events, each once. */
    static void assertCounted(Tenant tenant, int events) {
        long tokens =
                IntStream.range(0, events).mapToLong(number -> number % 100).sum();
        Tenant.eventually(() -> {
            assertThat(total(tenant, "requests")).isEqualTo(events);
            assertThat(total(tenant, "tokens")).isEqualTo(tokens);
        });
    }

    private static long total(Tenant tenant, String metric) {
        return CUSTOMERS.stream()
                .mapToLong(customer ->
                        tenant.usage(metric, customer, DAY, DAY).path("value").asLong())
                .sum();
    }

    @Override
    public void close() {
        stopping = true;
    }
}
