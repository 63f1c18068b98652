package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.Burned.Draw;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.MetricId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of a document the customer's grants pay. Grants of units come first, each against the charges of its
 * metric; then money against what is left. Within each kind the order is {@link CreditGrant#ORDER}. Nothing is paid that
 * is not owed: neither a line nor the document falls below zero.
 */
public final class BurnDown {
    private final Bill bill;
    private final List<ChargeCover> charges;
    private final Map<GrantId, BigDecimal> draws = new LinkedHashMap<>();
    private final List<RequestedLine> lines = new ArrayList<>();
    private BigDecimal owed;

    private BurnDown(Bill bill) {
        this.bill = bill;
        this.charges = ChargeCover.of(bill);
        this.owed = bill.lines().stream()
                .map(RequestedLine::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .max(BigDecimal.ZERO);
    }

    /** @param grants the customer's, in any order; those that are not usable on the invoice date are left alone */
    public static Burned of(Bill bill, Collection<CreditGrant> grants) {
        List<CreditGrant> usable = grants.stream()
                .filter(grant -> grant.usableOn(bill.invoiceDate()))
                .sorted(CreditGrant.ORDER)
                .toList();
        BurnDown down = new BurnDown(bill);
        usable.forEach(grant -> grant.terms().unit().metricId().ifPresent(metric -> down.payUnits(grant, metric)));
        usable.stream()
                .filter(grant -> grant.terms()
                        .unit()
                        .currency()
                        .filter(bill.currency()::equals)
                        .isPresent())
                .forEach(down::payCash);
        return new Burned(
                down.draws.entrySet().stream()
                        .map(draw -> new Draw(draw.getKey(), draw.getValue()))
                        .toList(),
                down.lines);
    }

    private void payUnits(CreditGrant grant, MetricId metric) {
        BigDecimal left = grant.balance();
        for (ChargeCover charge : charges) {
            if (charge.isOf(metric) && !charge.isCovered() && owed.signum() > 0 && left.signum() > 0) {
                ChargeCover.Payment payment = charge.cover(left, owed);
                lines.add(CreditLines.units(grant, charge.line(), payment, left));
                draws.merge(grant.terms().id(), payment.units(), BigDecimal::add);
                left = left.subtract(payment.units());
                owed = owed.subtract(payment.paid());
            }
        }
    }

    private void payCash(CreditGrant grant) {
        BigDecimal paid = grant.balance().min(owed);
        if (paid.signum() > 0) {
            lines.add(CreditLines.cash(grant, bill, paid, owed));
            draws.merge(grant.terms().id(), paid, BigDecimal::add);
            owed = owed.subtract(paid);
        }
    }

    /** Whether units can pay a line. */
    static boolean isUsage(RequestedLine line) {
        return line.kind() == LineKind.CHARGE
                && line.metricId().isPresent()
                && line.net().signum() > 0
                && line.quantity().signum() > 0;
    }
}
