package io.tallyhouse.billing.credit;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A usage charge and how much of it units have paid already. After so many units it is paid net × units / quantity,
 * rounded once to the currency; a payment is the difference to the one before, so several grants come to the same as one.
 */
final class ChargeCover {
    private final RequestedLine line;
    private final CurrencyCode currency;
    private final BigDecimal payable;
    private BigDecimal units = BigDecimal.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;

    private ChargeCover(RequestedLine line, CurrencyCode currency, BigDecimal payable) {
        this.line = line;
        this.currency = currency;
        this.payable = payable;
    }

    static List<ChargeCover> of(Bill bill) {
        return bill.lines().stream()
                .filter(BurnDown::isUsage)
                .map(line -> new ChargeCover(line, bill.currency(), payable(line, bill.lines())))
                .filter(charge -> charge.payable.signum() > 0)
                .toList();
    }

    /** The net, less discounts of the same price and days that stand on lines of their own. */
    private static BigDecimal payable(RequestedLine line, List<RequestedLine> all) {
        return all.stream()
                .filter(other -> other.kind() == LineKind.DISCOUNT
                        && line.priceId().isPresent()
                        && other.priceId().equals(line.priceId())
                        && other.servicePeriod().equals(line.servicePeriod()))
                .map(RequestedLine::net)
                .reduce(line.net(), BigDecimal::add);
    }

    RequestedLine line() {
        return line;
    }

    boolean isOf(MetricId metric) {
        return line.metricId().filter(metric::equals).isPresent();
    }

    boolean isCovered() {
        return units.compareTo(line.quantity()) >= 0;
    }

    /**
     * Takes as many units as are there and needed.
     *
     * @param available units
     * @param owed what the document still comes to; no more is paid
     */
    Payment cover(BigDecimal available, BigDecimal owed) {
        BigDecimal taken = available.min(line.quantity().subtract(units));
        BigDecimal before = units;
        units = units.add(taken);
        BigDecimal due = isCovered() ? payable : share(units);
        Payment payment =
                new Payment(before, taken, payable, paid, due.subtract(paid).min(owed));
        paid = paid.add(payment.paid());
        return payment;
    }

    private BigDecimal share(BigDecimal covered) {
        return Decimals.quotient(payable.multiply(covered), line.quantity())
                .setScale(currency.scale(), RoundingMode.HALF_UP);
    }

    /**
     * One payment.
     *
     * @param before units that were paid already
     * @param payable what the whole charge comes to
     * @param paidBefore of it
     */
    record Payment(BigDecimal before, BigDecimal units, BigDecimal payable, BigDecimal paidBefore, BigDecimal paid) {}
}
