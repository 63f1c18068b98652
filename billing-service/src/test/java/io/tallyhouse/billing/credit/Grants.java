package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditGrant.Standing;
import io.tallyhouse.billing.credit.CreditGrant.Status;
import io.tallyhouse.billing.credit.GrantTerms.Series;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Grants and lines for tests of the pure core. All of January 2026, in UTC. */
final class Grants {
    static final TenantId TENANT = new TenantId("t");
    static final CurrencyCode EUR = CurrencyCode.of("EUR");
    static final CreditUnit CASH = CreditUnit.cash(EUR);
    static final LocalDate INVOICE_DATE = LocalDate.parse("2026-01-31");
    static final DateRange JANUARY = DateRange.of("2026-01-01", "2026-01-31");
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private Grants() {}

    static CreditUnit units(String metric) {
        return CreditUnit.units(new MetricId(metric));
    }

    static CreditGrant grant(String id, CreditUnit unit, String amount) {
        return grant(id, unit, amount, 100, Optional.empty());
    }

    static CreditGrant grant(String id, CreditUnit unit, String amount, int priority, Optional<LocalDate> expiresOn) {
        return GrantChange.granted(terms(id, unit, amount, priority, expiresOn, Optional.empty()))
                .grant();
    }

    static CreditGrant recurring(String id, String amount, Recurrence recurrence) {
        GrantId first = new GrantId(id);
        Series series = new Series(recurrence, first, 1, JANUARY.start(), Optional.empty());
        return GrantChange.granted(terms(id, CASH, amount, 100, Optional.of(series.end()), Optional.of(series)))
                .grant();
    }

    private static GrantTerms terms(
            String id,
            CreditUnit unit,
            String amount,
            int priority,
            Optional<LocalDate> expiresOn,
            Optional<Series> series) {
        return new GrantTerms(
                TENANT,
                new GrantId(id),
                new CustomerId("acme"),
                id,
                unit,
                new BigDecimal(amount),
                Optional.empty(),
                false,
                JANUARY.start(),
                expiresOn,
                priority,
                series,
                ZoneOffset.UTC,
                NEW_YEAR);
    }

    /** The same with another balance. */
    static CreditGrant with(CreditGrant grant, String balance) {
        return new CreditGrant(
                grant.terms(), new Standing(1, Status.OPEN, new BigDecimal(balance), BigDecimal.ZERO, false, 1));
    }

    static RequestedLine usage(String price, String metric, String quantity, String net) {
        return line(LineKind.CHARGE, Optional.of(price), Optional.of(metric), quantity, net);
    }

    static RequestedLine fee(String net) {
        return line(LineKind.CHARGE, Optional.of("fee"), Optional.empty(), "1", net);
    }

    static RequestedLine discount(String price, String net) {
        return line(LineKind.DISCOUNT, Optional.of(price), Optional.empty(), "1", net);
    }

    static RequestedLine bound(LineKind kind, String net) {
        return line(kind, Optional.empty(), Optional.empty(), "1", net);
    }

    private static RequestedLine line(
            LineKind kind, Optional<String> price, Optional<String> metric, String quantity, String net) {
        return new RequestedLine(
                kind,
                kind.name(),
                price.map(PriceId::new),
                metric.map(MetricId::new),
                metric.map(any -> 1),
                new BigDecimal(quantity),
                new BigDecimal(net),
                JANUARY,
                List.of(),
                Optional.empty());
    }

    static Bill bill(RequestedLine... lines) {
        return new Bill(EUR, INVOICE_DATE, List.of(lines));
    }
}
