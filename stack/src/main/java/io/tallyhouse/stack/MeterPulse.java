package io.tallyhouse.stack;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How far the meter is, as metrics-service shows it in its metrics.
 *
 * @param waiting accepted events that are not counted yet
 * @param counted events counted since the beginning, all partitions together
 */
record MeterPulse(long waiting, long counted) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String LAG = "tallyhouse_meter_lag";
    private static final String POSITION = "tallyhouse_meter_position";

    /** @throws IOException if the service does not answer */
    static MeterPulse read(int port) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .timeout(TIMEOUT)
                .build();
        try {
            return of(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** @param metrics in Prometheus' text form */
    static MeterPulse of(String metrics) {
        return new MeterPulse(sum(metrics, LAG), sum(metrics, POSITION));
    }

    private static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(BigDecimal::new)
                .mapToLong(BigDecimal::longValue)
                .sum();
    }

    /** Looks again after a while if anything waits: true if nothing of it was counted meanwhile. */
    boolean standsStill(int port, Duration meanwhile) throws IOException {
        if (waiting == 0) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(meanwhile.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        MeterPulse later = read(port);
        return later.waiting > 0 && later.counted == counted;
    }
}
