package io.tallyhouse.billing.credit;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lines that credits put on a document, each with its arithmetic. */
final class CreditLines {
    private CreditLines() {}

    /** @param left units of the grant before */
    static RequestedLine units(CreditGrant grant, RequestedLine charge, ChargeCover.Payment payment, BigDecimal left) {
        BigDecimal covered = payment.before().add(payment.units());
        String earlier = payment.paidBefore().signum() == 0
                ? ""
                : " − " + payment.paidBefore().toPlainString() + " paid before";
        String share = "%s × %s / %s units%s = %s"
                .formatted(
                        payment.payable().toPlainString(),
                        Decimals.text(covered),
                        Decimals.text(charge.quantity()),
                        earlier,
                        payment.paid().toPlainString());
        return new RequestedLine(
                LineKind.CREDIT,
                grant.terms().name(),
                charge.priceId(),
                charge.metricId(),
                charge.metricVersion(),
                payment.units(),
                payment.paid().negate(),
                charge.servicePeriod(),
                List.of(
                        RatingStep.of("CREDIT_UNITS", share, payment.paid().negate()),
                        balance(grant, left, payment.units())),
                Optional.empty());
    }

    /** @param owed what the document came to before */
    static RequestedLine cash(CreditGrant grant, Bill bill, BigDecimal paid, BigDecimal owed) {
        CreditUnit unit = grant.terms().unit();
        String smaller = "%s owed, %s there: the smaller, %s"
                .formatted(unit.text(owed), unit.text(grant.balance()), unit.text(paid));
        return new RequestedLine(
                LineKind.CREDIT,
                grant.terms().name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                paid.setScale(bill.currency().scale()).negate(),
                days(bill),
                List.of(
                        RatingStep.of(
                                "CREDIT", smaller, Decimals.canonical(paid).negate()),
                        balance(grant, grant.balance(), paid)),
                Optional.empty());
    }

    private static RatingStep balance(CreditGrant grant, BigDecimal before, BigDecimal drawn) {
        CreditUnit unit = grant.terms().unit();
        return RatingStep.of(
                "BALANCE",
                "grant %s: %s − %s = %s left"
                        .formatted(
                                grant.terms().id(),
                                unit.text(before),
                                unit.text(drawn),
                                unit.text(before.subtract(drawn))));
    }

    /** All days that the document bills. */
    private static DateRange days(Bill bill) {
        LocalDate start = bill.lines().stream()
                .map(line -> line.servicePeriod().start())
                .min(Comparator.naturalOrder())
                .orElse(bill.invoiceDate());
        LocalDate end = bill.lines().stream()
                .map(line -> line.servicePeriod().end())
                .max(Comparator.naturalOrder())
                .orElse(start);
        return new DateRange(start, end);
    }
}
