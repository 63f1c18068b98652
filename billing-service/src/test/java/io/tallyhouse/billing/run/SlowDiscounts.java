package io.tallyhouse.billing.run;

import io.tallyhouse.contracts.billing.PhaseBound;
import io.tallyhouse.contracts.billing.PhaseDiscount;
import io.tallyhouse.contracts.billing.PhaseDiscount.Type;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Discounts cent by cent, and what is missing to a minimum or beyond a maximum. */
final class SlowDiscounts {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private final PhaseRecord phase;
    private final List<SlowCharge> charges;
    private final Map<PhaseDiscount, Map<SlowCharge, BigDecimal>> taken = new IdentityHashMap<>();
    private final Map<PhaseDiscount, BigDecimal> untaken = new IdentityHashMap<>();

    SlowDiscounts(PhaseRecord phase, List<SlowCharge> charges) {
        this.phase = phase;
        this.charges = charges;
    }

    /** Lowers the charges; answers what the bounds add. */
    BigDecimal apply() {
        phase.discounts().stream().filter(one -> one.type() == Type.PERCENTAGE).forEach(this::percentage);
        phase.discounts().stream().filter(one -> one.type() == Type.NOMINAL).forEach(this::nominal);
        BigDecimal sum = BigDecimal.ZERO;
        for (PhaseBound bound : phase.minimums()) {
            sum = sum.add(bound(bound, true));
        }
        for (PhaseBound bound : phase.maximums()) {
            sum = sum.add(bound(bound, false));
        }
        return sum;
    }

    private List<SlowCharge> covered(PhaseDiscount discount) {
        return charges.stream()
                .filter(charge -> charge.left.signum() > 0)
                .filter(charge ->
                        discount.priceIds().isEmpty() || discount.priceIds().contains(charge.price.id()))
                .toList();
    }

    private void takeOff(PhaseDiscount discount, SlowCharge charge, BigDecimal off) {
        charge.left = charge.left.subtract(off);
        if (!discount.separateLine()) {
            charge.shown = charge.shown.subtract(off);
        }
        taken.computeIfAbsent(discount, absent -> new IdentityHashMap<>()).put(charge, off);
    }

    private void percentage(PhaseDiscount discount) {
        for (SlowCharge charge : covered(discount)) {
            takeOff(discount, charge, charge.left.multiply(discount.value()).divide(HUNDRED));
        }
    }

    /** Each cent goes where the share is most behind. */
    private void nominal(PhaseDiscount discount) {
        List<SlowCharge> covered = covered(discount);
        BigDecimal there = covered.stream().map(charge -> charge.left).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (there.compareTo(discount.value()) <= 0) {
            untaken.put(discount, discount.value().subtract(there));
            covered.forEach(charge -> takeOff(discount, charge, charge.left));
            return;
        }
        List<BigDecimal> shares = new ArrayList<>();
        List<BigDecimal> given = new ArrayList<>();
        for (SlowCharge charge : covered) {
            shares.add(charge.left.multiply(discount.value()).divide(there, MathContext.DECIMAL128));
            given.add(BigDecimal.ZERO);
        }
        for (BigDecimal cents = discount.value(); cents.signum() > 0; cents = cents.subtract(CENT)) {
            int behind = 0;
            for (int index = 1; index < shares.size(); index++) {
                BigDecimal gap = shares.get(index).subtract(given.get(index));
                if (gap.compareTo(shares.get(behind).subtract(given.get(behind))) > 0) {
                    behind = index;
                }
            }
            given.set(behind, given.get(behind).add(CENT));
        }
        for (int index = 0; index < covered.size(); index++) {
            takeOff(discount, covered.get(index), given.get(index).min(covered.get(index).left));
        }
    }

    private BigDecimal bound(PhaseBound bound, boolean isMinimum) {
        List<SlowCharge> covered = charges.stream()
                .filter(SlowCharge::isUsage)
                .filter(charge -> bound.priceIds().contains(charge.price.id()))
                .toList();
        if (covered.isEmpty()) {
            return BigDecimal.ZERO;
        }
        Set<LocalDate> days = new HashSet<>();
        covered.forEach(charge -> days.addAll(charge.days));
        BigDecimal amount = bound.amount()
                .multiply(BigDecimal.valueOf(days.size()))
                .divide(BigDecimal.valueOf(covered.get(0).gridDays), MathContext.DECIMAL128);
        if (isMinimum) {
            for (PhaseDiscount discount : phase.discounts()) {
                if (discount.priceIds().isEmpty()) {
                    amount =
                            amount.subtract(lowering(discount, amount, covered)).max(BigDecimal.ZERO);
                }
            }
        }
        BigDecimal net = covered.stream()
                .map(charge -> SlowCharge.rounded(charge.left))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal difference = SlowCharge.rounded(amount).subtract(net);
        boolean due = isMinimum ? difference.signum() > 0 : difference.signum() < 0;
        return due ? difference : BigDecimal.ZERO;
    }

    private BigDecimal lowering(PhaseDiscount discount, BigDecimal amount, List<SlowCharge> covered) {
        if (discount.type() == Type.PERCENTAGE) {
            return amount.multiply(discount.value()).divide(HUNDRED);
        }
        BigDecimal off = untaken.getOrDefault(discount, BigDecimal.ZERO);
        for (SlowCharge charge : covered) {
            off = off.add(taken.getOrDefault(discount, Map.of()).getOrDefault(charge, BigDecimal.ZERO));
        }
        return off;
    }
}
