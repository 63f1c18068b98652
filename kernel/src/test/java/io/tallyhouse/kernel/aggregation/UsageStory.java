package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.RawEvent.Sender;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A few events of subject acme and others, and what 5 October 2026 or another period comes to. */
abstract class UsageStory {
    static final ZoneId UTC = ZoneOffset.UTC;
    static final ServicePeriod DAY = DateRange.of("2026-10-05", "2026-10-05").in(UTC);

    private final List<RawEvent> events = new ArrayList<>();

    void number(String subject, String time, String number) {
        event(new Sender(subject, ""), time, number, "", true);
    }

    void number(String time, String number) {
        number("acme", time, number);
    }

    void joins(String member, String time) {
        event(new Sender("acme", ""), time, "0", member, true);
    }

    void leaves(String member, String time) {
        event(new Sender("acme", ""), time, "0", member, false);
    }

    void event(Sender sender, String time, String number, String member, boolean joins) {
        String id = "e-" + events.size();
        Fingerprint digest = new Fingerprint(0, events.size() + 1L);
        events.add(new RawEvent(sender, new BigDecimal(number), member, joins, Instant.parse(time), id, digest));
    }

    PeriodUsage usage(Measure measure, ServicePeriod period, ZoneId zone) {
        return PeriodUsage.of(measure, new Slotting(measure, new Random(1)).of(events, List.of()), period, zone);
    }

    String of(Measure measure, ServicePeriod period, ZoneId zone) {
        return usage(measure, period, zone).value().map(Decimals::text).orElse("none");
    }

    /** Of 5 October 2026, in UTC. */
    String of(Measure measure) {
        return of(measure, DAY, UTC);
    }

    String of(Aggregation aggregation) {
        return of(measure(aggregation, ResultOptions.NONE));
    }

    static Measure measure(Aggregation aggregation, ResultOptions options) {
        return new Measure(aggregation, options, false, Duration.ofMinutes(15));
    }

    static Measure carried(Aggregation aggregation) {
        return measure(aggregation, new ResultOptions(Optional.empty(), true, Optional.empty(), Optional.empty()));
    }

    static Measure prorated(Aggregation aggregation, Proration prorate) {
        return measure(
                aggregation,
                new ResultOptions(
                        Optional.empty(), aggregation.mayCarryOver(), Optional.of(prorate), Optional.empty()));
    }

    static Measure percentile(String percentile) {
        return measure(
                Aggregation.PERCENTILE,
                new ResultOptions(Optional.of(new BigDecimal(percentile)), false, Optional.empty(), Optional.empty()));
    }

    static Measure members(boolean carryOver, Optional<Proration> prorate) {
        ResultOptions options = new ResultOptions(Optional.empty(), carryOver, prorate, Optional.empty());
        return new Measure(Aggregation.UNIQUE, options, true, Duration.ofMinutes(15));
    }

    static Measure rounded(Aggregation aggregation, ResultRounding.Mode mode, int digits) {
        return measure(
                aggregation,
                new ResultOptions(
                        Optional.empty(), false, Optional.empty(), Optional.of(new ResultRounding(mode, digits))));
    }
}
