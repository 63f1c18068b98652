package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Recurrence;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Phases made of others. Each answer is a phase of its own; nothing else of the former one changes. */
public final class PhaseEdits {
    private PhaseEdits() {}

    /** With an end, whether it was a milestone or not. */
    public static PhaseRecord ending(PhaseRecord phase, LocalDate lastDay) {
        return phase.during(phase.startDate(), Optional.of(lastDay));
    }

    /** What goes on after a former phase: on its grid. */
    public static PhaseRecord goingOn(PhaseRecord phase, LocalDate firstDay, Optional<LocalDate> lastDay) {
        return new PhaseRecord(
                phase.name(),
                firstDay,
                lastDay,
                Recurrence.CONTINUE,
                phase.milestone(),
                phase.priceIds(),
                phase.uplift(),
                phase.discounts(),
                phase.minimums(),
                phase.maximums());
    }

    /** No milestone any more. */
    public static PhaseRecord planned(PhaseRecord phase) {
        return new PhaseRecord(
                phase.name(),
                phase.startDate(),
                phase.endDate(),
                phase.recurrence(),
                false,
                phase.priceIds(),
                phase.uplift(),
                phase.discounts(),
                phase.minimums(),
                phase.maximums());
    }

    /** @param uplift empty for 1 */
    public static PhaseRecord uplifted(PhaseRecord phase, Optional<BigDecimal> uplift) {
        return new PhaseRecord(
                phase.name(),
                phase.startDate(),
                phase.endDate(),
                phase.recurrence(),
                phase.milestone(),
                phase.priceIds(),
                uplift.map(Decimals::canonical).filter(factor -> factor.compareTo(BigDecimal.ONE) != 0),
                phase.discounts(),
                phase.minimums(),
                phase.maximums());
    }

    /** With other prices; what held for prices that are gone is gone. */
    public static PhaseRecord priced(PhaseRecord phase, List<PriceId> prices) {
        List<PhaseDiscount> discounts = phase.discounts().stream()
                .filter(discount -> discount.priceIds().isEmpty()
                        || discount.priceIds().stream().anyMatch(prices::contains))
                .map(discount -> scoped(discount, retaining(discount.priceIds(), prices)))
                .toList();
        return new PhaseRecord(
                phase.name(),
                phase.startDate(),
                phase.endDate(),
                phase.recurrence(),
                phase.milestone(),
                prices,
                phase.uplift(),
                discounts,
                bounds(phase.minimums(), prices),
                bounds(phase.maximums(), prices));
    }

    /** With each price changed, also where a discount or a bound names it. */
    public static PhaseRecord repriced(PhaseRecord phase, UnaryOperator<PriceId> change) {
        return new PhaseRecord(
                phase.name(),
                phase.startDate(),
                phase.endDate(),
                phase.recurrence(),
                phase.milestone(),
                mapped(phase.priceIds(), change),
                phase.uplift(),
                phase.discounts().stream()
                        .map(discount -> scoped(discount, mapped(discount.priceIds(), change)))
                        .toList(),
                phase.minimums().stream()
                        .map(bound -> new PhaseBound(bound.amount(), mapped(bound.priceIds(), change)))
                        .toList(),
                phase.maximums().stream()
                        .map(bound -> new PhaseBound(bound.amount(), mapped(bound.priceIds(), change)))
                        .toList());
    }

    public static PhaseRecord discounted(PhaseRecord phase, List<PhaseDiscount> discounts) {
        return new PhaseRecord(
                phase.name(),
                phase.startDate(),
                phase.endDate(),
                phase.recurrence(),
                phase.milestone(),
                phase.priceIds(),
                phase.uplift(),
                discounts,
                phase.minimums(),
                phase.maximums());
    }

    /** On other days. */
    public static PhaseDiscount holding(PhaseDiscount discount, Optional<LocalDate> from, Optional<LocalDate> to) {
        return new PhaseDiscount(
                discount.type(),
                discount.value(),
                discount.message(),
                discount.priceIds(),
                discount.separateLine(),
                discount.seats(),
                from,
                to);
    }

    private static PhaseDiscount scoped(PhaseDiscount discount, List<PriceId> prices) {
        return new PhaseDiscount(
                discount.type(),
                discount.value(),
                discount.message(),
                prices,
                discount.separateLine(),
                discount.seats(),
                discount.from(),
                discount.to());
    }

    private static List<PhaseBound> bounds(List<PhaseBound> bounds, List<PriceId> prices) {
        return bounds.stream()
                .filter(bound ->
                        bound.priceIds().isEmpty() || bound.priceIds().stream().anyMatch(prices::contains))
                .map(bound -> new PhaseBound(bound.amount(), retaining(bound.priceIds(), prices)))
                .toList();
    }

    private static List<PriceId> retaining(List<PriceId> scope, List<PriceId> prices) {
        return scope.stream().filter(prices::contains).toList();
    }

    private static List<PriceId> mapped(List<PriceId> prices, UnaryOperator<PriceId> change) {
        return prices.stream().map(change).toList();
    }
}
