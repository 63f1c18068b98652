package io.tallyhouse.kernel.aggregation;

import io.tallyhouse.kernel.aggregation.ResultRounding.Mode;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a period comes to, reckoned from the events themselves: slow, obvious, and never from slots.
 *
 * <p>Slots lose detail by rule in one place alone: of GAUGE and of UNIQUE with operations a slot keeps only its newest
 * value, so an average over seconds sees one change for each slot and series, or for each slot and member. See {@link
 * #changes}. Ends of periods and of days lie on slot edges and lose nothing.
 */
record PlainReckoning(Measure measure, List<RawEvent> events, ServicePeriod period, ZoneId zone) {
    private static final MathContext DIGITS_34 = new MathContext(34, RoundingMode.HALF_EVEN);
    private static final BigDecimal NANOS_IN_HOUR = new BigDecimal("3600000000000");
    private static final BigInteger TWO_TO_128 = BigInteger.ONE.shiftLeft(128);

    /** Rounded, if the measure says so, after the quotient has its 34 digits. */
    Optional<BigDecimal> value() {
        return unrounded()
                .map(exact -> measure.options()
                        .rounding()
                        .map(rounding -> rounded(exact, rounding))
                        .orElse(exact));
    }

    /** Where levels are carried over: the level just before the period. */
    Optional<BigDecimal> opening() {
        return carriesOver() ? Optional.of(levelBefore(period.from(), events)) : Optional.empty();
    }

    List<RawEvent> inside() {
        return events.stream().filter(event -> period.contains(event.time())).toList();
    }

    /** 32 hex digits. */
    String fingerprint() {
        BigInteger sum = inside().stream()
                .map(event -> new BigInteger(event.digest().hex(), 16))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return "%032x".formatted(sum.mod(TWO_TO_128));
    }

    private Optional<BigDecimal> unrounded() {
        List<RawEvent> inside = inside();
        boolean hasHistory = events.stream().anyMatch(event -> event.time().isBefore(period.to()));
        return switch (measure.aggregation()) {
            case COUNT, SUM -> Optional.of(ofLevel());
            case MIN -> inside.stream().map(RawEvent::number).min(Comparator.naturalOrder());
            case MAX -> inside.stream().map(RawEvent::number).max(Comparator.naturalOrder());
            case AVG ->
                inside.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sum(inside).divide(BigDecimal.valueOf(inside.size()), DIGITS_34));
            case LATEST -> inside.stream().max(age()).map(RawEvent::number);
            case UNIQUE ->
                Optional.of(
                        measure.operations()
                                ? ofLevel()
                                : BigDecimal.valueOf(inside.stream()
                                        .map(RawEvent::member)
                                        .distinct()
                                        .count()));
            case WEIGHTED_SUM -> hasHistory ? Optional.of(ofChanges()) : Optional.empty();
            case GAUGE -> hasHistory ? Optional.of(ofLevel()) : Optional.empty();
            case PERCENTILE -> inside.isEmpty() ? Optional.empty() : Optional.of(percentile());
        };
    }

    private BigDecimal ofLevel() {
        return measure.options()
                .prorate()
                .map(prorate -> prorate == Proration.DAYS ? averageOfDays() : averageOfSeconds())
                .orElseGet(() -> levelBefore(period.to(), counting()));
    }

    /** Levels begin at 0 with the period unless they are carried over. */
    private List<RawEvent> counting() {
        return carriesOver() ? events : inside();
    }

    private boolean carriesOver() {
        return measure.options().carryOver()
                || measure.aggregation() == Aggregation.WEIGHTED_SUM
                || measure.aggregation() == Aggregation.GAUGE;
    }

    /** The level that events before the instant come to. */
    private BigDecimal levelBefore(Instant instant, List<RawEvent> counting) {
        List<RawEvent> past = counting.stream()
                .filter(event -> event.time().isBefore(instant))
                .toList();
        return switch (measure.aggregation()) {
            case GAUGE -> sum(newestOfEach(past, RawEvent::sender));
            case UNIQUE ->
                BigDecimal.valueOf(newestOfEach(past, RawEvent::member).stream()
                        .filter(RawEvent::joins)
                        .count());
            default -> sum(past);
        };
    }

    /** Per second of the period, or per hour. */
    private BigDecimal ofChanges() {
        return measure.options().result().equals(Optional.of(LevelResult.UNIT_HOURS))
                ? area().divide(NANOS_IN_HOUR, DIGITS_34)
                : averageOfSeconds();
    }

    private BigDecimal averageOfSeconds() {
        return area().divide(nanos(period.from(), period.to()), DIGITS_34);
    }

    /** Each stretch between two changes by its nanoseconds. */
    private BigDecimal area() {
        List<RawEvent> changes = changes();
        TreeSet<Instant> edges = new TreeSet<>(List.of(period.from(), period.to()));
        changes.stream().map(RawEvent::time).filter(period::contains).forEach(edges::add);
        BigDecimal area = BigDecimal.ZERO;
        Instant from = period.from();
        for (Instant to : edges) {
            area = area.add(levelBefore(to, changes).multiply(nanos(from, to)));
            from = to;
        }
        return area;
    }

    /** What an average over seconds sees: of levels and members only the newest event of each slot. */
    private List<RawEvent> changes() {
        return switch (measure.aggregation()) {
            case GAUGE -> newestOfEach(counting(), event -> List.of(event.sender(), slotOf(event)));
            case UNIQUE -> newestOfEach(counting(), event -> List.of(event.member(), slotOf(event)));
            default -> counting();
        };
    }

    /** The level after the last slot of each local day, all days alike, however long they are. */
    private BigDecimal averageOfDays() {
        BigDecimal sum = BigDecimal.ZERO;
        int days = 0;
        for (Instant slot = period.from(); slot.isBefore(period.to()); slot = slot.plus(measure.slotLength())) {
            Instant next = slot.plus(measure.slotLength());
            if (next.equals(period.to()) || !day(next).equals(day(slot))) {
                sum = sum.add(levelBefore(next, counting()));
                days++;
            }
        }
        return sum.divide(BigDecimal.valueOf(days), DIGITS_34);
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The least of all slots' sums that at least so many per cent of them do not exceed. */
    private BigDecimal percentile() {
        Map<Long, BigDecimal> sums = new HashMap<>();
        inside().forEach(event -> sums.merge(slotOf(event), event.number(), BigDecimal::add));
        List<BigDecimal> all = new ArrayList<>(sums.values());
        long slots = Duration.between(period.from(), period.to()).toMinutes()
                / measure.slotLength().toMinutes();
        while (all.size() < slots) {
            all.add(BigDecimal.ZERO);
        }
        all.sort(Comparator.naturalOrder());
        BigDecimal needed = measure.options().percentile().orElseThrow().multiply(BigDecimal.valueOf(slots));
        int reached = 1;
        while (BigDecimal.valueOf(reached * 100L).compareTo(needed) < 0) {
            reached++;
        }
        return all.get(reached - 1);
    }

    /** Counted from the beginning of 1970. */
    private long slotOf(RawEvent event) {
        return Math.floorDiv(event.time().getEpochSecond(), measure.slotLength().toSeconds());
    }

    private BigDecimal sum(Collection<RawEvent> counted) {
        return counted.stream()
                .map(event -> measure.aggregation() == Aggregation.COUNT ? BigDecimal.ONE : event.number())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private <K> List<RawEvent> newestOfEach(List<RawEvent> events, Function<RawEvent, K> key) {
        return List.copyOf(events.stream()
                .collect(Collectors.toMap(key, Function.identity(), (a, b) -> age().compare(a, b) >= 0 ? a : b))
                .values());
    }

    /** By time and id; two sources may have both alike: then the greater number is the newer, and add than remove. */
    private Comparator<RawEvent> age() {
        Comparator<RawEvent> byTimeAndId = Comparator.comparing(RawEvent::time).thenComparing(RawEvent::id);
        return measure.aggregation() == Aggregation.UNIQUE
                ? byTimeAndId.thenComparing(RawEvent::joins)
                : byTimeAndId.thenComparing(RawEvent::number);
    }

    private static BigDecimal nanos(Instant from, Instant to) {
        return new BigDecimal(Duration.between(from, to).toNanos());
    }

    /** Up is away from zero, down towards it; of half up a half goes up. */
    static BigDecimal rounded(BigDecimal exact, ResultRounding rounding) {
        BigDecimal units = exact.movePointRight(rounding.digits());
        BigInteger whole = units.toBigInteger();
        BigDecimal rest = units.subtract(new BigDecimal(whole)).abs();
        boolean isUp = rounding.mode() == Mode.UP && rest.signum() > 0
                || rounding.mode() == Mode.HALF_UP && rest.compareTo(new BigDecimal("0.5")) >= 0;
        BigInteger result = isUp ? whole.add(BigInteger.valueOf(units.signum())) : whole;
        return new BigDecimal(result).movePointLeft(rounding.digits());
    }
}
