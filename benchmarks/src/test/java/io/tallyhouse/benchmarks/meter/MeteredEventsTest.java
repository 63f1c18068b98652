package io.tallyhouse.benchmarks.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.benchmarks.meter.MeteredEvents.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeteredEventsTest {
    private static final int CUSTOMERS = 50;
    private static final int EVENTS = 20_000;

    @Test
    void the_load_is_the_same_every_time() {
        assertThat(sent().versions).isEqualTo(sent().versions);
    }

    @Test
    void one_in_a_hundred_repeats_and_one_in_a_thousand_supersedes() {
        Sent sent = sent();

        assertThat(sent.versions).hasSize(EVENTS);
        assertThat(sent.repeated).isBetween(150, 250); // 200 of 20,000
        assertThat(sent.superseded).isBetween(8, 35); // 20 of 20,000
    }

    @Test
    void the_heaviest_customer_sends_about_twice_as_much_as_the_next() {
        Sent sent = sent();

        long first = sent.of(0);
        long second = sent.of(1);

        assertThat(first * 100 / second).isBetween(170L, 230L);
    }

    @Test
    void totals_count_the_last_version_of_each_event_once() {
        // Given
        Totals totals = new Totals(CUSTOMERS);
        Sent sent = sent();
        Totals recounted = new Totals(CUSTOMERS);

        // When
        new MeteredEvents(EVENTS, CUSTOMERS).forEach(totals);
        sent.last.values().forEach(recounted::first);

        // Then
        assertThat(totals.differences(recounted)).isZero();
        assertThat(totals.differences(new Totals(CUSTOMERS))).isEqualTo(totals.filledSlots());
    }

    private static Sent sent() {
        Sent sent = new Sent();
        new MeteredEvents(EVENTS, CUSTOMERS).forEach(sent);
        return sent;
    }

    private static final class Sent implements MeteredEvents.Receiver {
        private final List<Version> versions = new ArrayList<>();
        private final Map<Integer, Version> last = new HashMap<>();
        private int repeated;
        private int superseded;

        long of(int customer) {
            return versions.stream()
                    .filter(version -> version.customer() == customer)
                    .count();
        }

        @Override
        public void first(Version event) {
            take(event);
        }

        @Override
        public void repeated(Version event) {
            assertThat(event).isEqualTo(last.get(event.number()));
            repeated++;
            take(event);
        }

        @Override
        public void superseded(Version former, Version event) {
            assertThat(former).isEqualTo(last.get(event.number()));
            superseded++;
            take(event);
        }

        private void take(Version event) {
            versions.add(event);
            last.put(event.number(), event);
        }
    }
}
