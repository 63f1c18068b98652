package io.tallyhouse.benchmarks.meter;

import io.tallyhouse.benchmarks.meter.MeteredEvents.Version;
import io.tallyhouse.contracts.window.WindowKey;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Events and sums of every customer, metric, group and slot of the load, in plain arrays. Filled from the generator or
 * from published windows; the two must be equal.
 */
final class Totals implements MeteredEvents.Receiver {
    private static final int SLOTS_PER_DAY = 96;
    private static final int SLOT_SECONDS = 900;
    private static final int SLOTS = MeteredEvents.DAYS * SLOTS_PER_DAY;
    private static final int REQUESTS = 0;
    private static final int CONTEXT_TOKENS = 1;
    private static final int GENERATED_TOKENS = CONTEXT_TOKENS + MeteredEvents.MODELS.size();
    private static final int SERIES = GENERATED_TOKENS + 1;
    private static final LocalDate FIRST_DAY = LocalDate.ofInstant(MeteredEvents.FIRST, ZoneOffset.UTC);

    private final int[] events;
    private final long[] sums;

    Totals(int customers) {
        events = new int[Math.multiplyExact(customers, SERIES * SLOTS)];
        sums = new long[events.length];
    }

    @Override
    public void first(Version event) {
        add(event, 1);
    }

    @Override
    public void repeated(Version event) {
        // counts once
    }

    @Override
    public void superseded(Version former, Version event) {
        add(former, -1);
        add(event, 1);
    }

    private void add(Version event, int sign) {
        int slot = event.second() / SLOT_SECONDS;
        add(at(event.customer(), REQUESTS, slot), sign, sign);
        add(at(event.customer(), CONTEXT_TOKENS + event.model(), slot), sign, (long) sign * event.contextTokens());
        add(at(event.customer(), GENERATED_TOKENS, slot), sign, (long) sign * event.generatedTokens());
    }

    private void add(int at, int count, long sum) {
        events[at] += count;
        sums[at] += sum;
    }

    private static int at(int customer, int series, int slot) {
        return (customer * SERIES + series) * SLOTS + slot;
    }

    /** Takes the window's state in place of what was known of it. */
    void replace(MetricWindow window) {
        WindowKey key = window.key();
        int day = Math.toIntExact(key.day().toEpochDay() - FIRST_DAY.toEpochDay());
        int first = at(MeteredCatalogue.customer(key.subject()), series(key), day * SLOTS_PER_DAY);
        for (int slot = first; slot < first + SLOTS_PER_DAY; slot++) {
            events[slot] = 0;
            sums[slot] = 0;
        }
        for (Map.Entry<Integer, Slot> slot : window.slots().entrySet()) {
            add(
                    first + slot.getKey(),
                    Math.toIntExact(slot.getValue().events()),
                    ((Total) slot.getValue().value().orElseThrow()).sum().longValueExact());
        }
    }

    private static int series(WindowKey key) {
        return switch (key.metric().value()) {
            case MeteredCatalogue.REQUESTS -> REQUESTS;
            case MeteredCatalogue.CONTEXT_TOKENS ->
                CONTEXT_TOKENS
                        + MeteredEvents.MODELS.indexOf(
                                String.valueOf(key.group().values().get(0)));
            case MeteredCatalogue.GENERATED_TOKENS -> GENERATED_TOKENS;
            default -> throw new IllegalStateException("a window of " + key.metric());
        };
    }

    long filledSlots() {
        return java.util.Arrays.stream(events).filter(count -> count != 0).count();
    }

    /** Slots in which the two do not have the same number of events and the same sum. */
    long differences(Totals other) {
        long differences = 0;
        for (int at = 0; at < events.length; at++) {
            if (events[at] != other.events[at] || sums[at] != other.sums[at]) {
                differences++;
            }
        }
        return differences;
    }
}
