package io.tallyhouse.billing.adjustment;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By how much some lines should have been otherwise.
 *
 * @param net more than was billed; negative for less
 * @param servicePeriod the days of the lines compared
 * @param proof the events that should have been billed; empty for lines without usage
 */
public record Difference(
        Key key, BigDecimal net, DateRange servicePeriod, List<RatingStep> steps, Optional<LineProof> proof) {
    public Difference {
        steps = List.copyOf(steps);
    }

    /** What lines have in common that are compared. Several phases of a period may have lines of the same price. */
    public record Key(LineKind kind, Optional<PriceId> priceId, String description) {
        static Key of(RequestedLine line) {
            // a minimum's description tells its amount, which may be what changed
            boolean isBound = line.kind() == LineKind.MINIMUM || line.kind() == LineKind.MAXIMUM;
            return new Key(line.kind(), line.priceId(), isBound ? "" : line.description());
        }
    }

    /**
     * Pure. Credits are left out: they pay for lines, and are settled by themselves.
     *
     * @param billed the lines as issued
     * @param settled what was settled of the same run before
     * @param now the lines as they would be
     */
    public static List<Difference> between(
            List<RequestedLine> billed, List<Difference> settled, List<RequestedLine> now) {
        Map<Key, List<RequestedLine>> before = byKey(billed);
        Map<Key, List<RequestedLine>> after = byKey(now);
        Map<Key, BigDecimal> adjusted = new LinkedHashMap<>();
        settled.forEach(one -> adjusted.merge(one.key(), one.net(), BigDecimal::add));
        Set<Key> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.addAll(adjusted.keySet());
        List<Difference> differences = new ArrayList<>();
        for (Key key : keys) {
            List<RequestedLine> old = before.getOrDefault(key, List.of());
            List<RequestedLine> fresh = after.getOrDefault(key, List.of());
            BigDecimal was = sum(old).add(adjusted.getOrDefault(key, BigDecimal.ZERO));
            BigDecimal net = sum(fresh).subtract(was);
            if (net.signum() != 0) {
                differences.add(of(key, net, was, old, fresh, settled));
            }
        }
        return differences;
    }

    private static Difference of(
            Key key,
            BigDecimal net,
            BigDecimal was,
            List<RequestedLine> old,
            List<RequestedLine> fresh,
            List<Difference> settled) {
        List<DateRange> days = new ArrayList<>();
        old.forEach(line -> days.add(line.servicePeriod()));
        fresh.forEach(line -> days.add(line.servicePeriod()));
        settled.stream().filter(one -> one.key().equals(key)).forEach(one -> days.add(one.servicePeriod()));
        List<RatingStep> steps = new ArrayList<>();
        steps.add(RatingStep.of("BILLED", "billed so far " + was.toPlainString(), was));
        fresh.forEach(line -> steps.addAll(line.steps()));
        BigDecimal owed = sum(fresh);
        steps.add(RatingStep.of("RATED_AGAIN", "rated again " + owed.toPlainString(), owed));
        steps.add(RatingStep.of(
                "DIFFERENCE", owed.toPlainString() + " − " + was.toPlainString() + " = " + net.toPlainString(), net));
        return new Difference(
                key, net, days.stream().reduce(DateRange::spanning).orElseThrow(), steps, proof(fresh));
    }

    private static Optional<LineProof> proof(List<RequestedLine> fresh) {
        return fresh.size() == 1 ? fresh.get(0).proof() : Optional.empty();
    }

    private static Map<Key, List<RequestedLine>> byKey(List<RequestedLine> lines) {
        Map<Key, List<RequestedLine>> byKey = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> switch (line.kind()) {
                    case CHARGE, DISCOUNT, MINIMUM, MAXIMUM -> true;
                    case CREDIT, GRANT, ADJUSTMENT -> false;
                })
                .forEach(line -> byKey.computeIfAbsent(Key.of(line), absent -> new ArrayList<>())
                        .add(line));
        return byKey;
    }

    private static BigDecimal sum(List<RequestedLine> lines) {
        return lines.stream().map(RequestedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
