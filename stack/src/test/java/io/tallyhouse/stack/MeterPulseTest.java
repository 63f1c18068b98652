package io.tallyhouse.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeterPulseTest {
    private static String metrics(long lag, long first, long second) {
        return """
                # TYPE tallyhouse_meter_lag gauge
                tallyhouse_meter_lag %d.0
                # TYPE tallyhouse_meter_position gauge
                tallyhouse_meter_position{partition="0"} %d.0
                tallyhouse_meter_position{partition="1"} %d.0
                tallyhouse_meter_records_total{effect="counted"} 1.2E7
                """.formatted(lag, first, second);
    }

    /** Answers these in turn, the last one again and again. */
    private static boolean standsStill(String... answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Iterator<String> next = List.of(answers).iterator();
        server.createContext("/q/metrics", exchange -> {
            byte[] body = next.next().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            return MeterPulse.read(port).standsStill(port, Duration.ofMillis(1));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void waiting_events_and_positions_are_read_from_the_services_metrics() {
        // 7 + 5 = 12
        assertThat(MeterPulse.of(metrics(3, 7, 5))).isEqualTo(new MeterPulse(3, 12));
    }

    @Test
    void a_meter_that_counts_nothing_though_events_wait_stands_still() throws IOException {
        assertThat(standsStill(metrics(3, 7, 5), metrics(9, 7, 5))).isTrue();
    }

    @Test
    void a_meter_that_is_behind_but_goes_on_does_not_stand_still() throws IOException {
        assertThat(standsStill(metrics(3, 7, 5), metrics(900, 7, 6))).isFalse();
        assertThat(standsStill(metrics(0, 7, 5))).isFalse();
    }
}
