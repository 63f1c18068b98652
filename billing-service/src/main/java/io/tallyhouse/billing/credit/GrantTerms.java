package io.tallyhouse.billing.credit;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What was granted; never changes.
 *
 * @param name as documents show it
 * @param amount of the unit, above zero
 * @param cost what the customer pays for it, if it costs anything
 * @param createInvoice whether its cost makes a document of its own
 * @param effectiveOn first usable day of the zone
 * @param expiresOn last usable day of the zone; empty for no end
 * @param priority lower ones are used first
 * @param series where it stands in those that come again; empty for one that does not
 * @param zone the customer's when it was granted
 * @param createdAt by the tenant's clock
 */
public record GrantTerms(
        TenantId tenant,
        GrantId id,
        CustomerId customerId,
        String name,
        CreditUnit unit,
        BigDecimal amount,
        Optional<Cost> cost,
        boolean createInvoice,
        LocalDate effectiveOn,
        Optional<LocalDate> expiresOn,
        int priority,
        Optional<Series> series,
        ZoneId zone,
        Instant createdAt) {
    public static final int PRIORITY_MAX = 1_000;
    public static final int PRIORITY_DEFAULT = 100;

    public GrantTerms {
        amount = Decimals.canonical(amount);
        if (amount.signum() <= 0 || !unit.fits(amount)) {
            throw new IllegalArgumentException("amount " + amount + " cannot be granted in " + unit);
        }
        if (expiresOn.isPresent() && expiresOn.get().isBefore(effectiveOn)) {
            throw new IllegalArgumentException("expiresOn " + expiresOn.get() + " is before " + effectiveOn);
        }
    }

    /** An amount with at most the currency's decimals, above zero. */
    public record Cost(BigDecimal amount, CurrencyCode currency) {
        public Cost {
            amount = Decimals.canonical(amount);
        }
    }

    /**
     * A place among grants that come again.
     *
     * @param first id of the first one
     * @param occurrence of this one, from 1
     * @param firstDay first usable day of the first one, from which all days are counted
     * @param firstEnd last usable day of the first one, if it was chosen; else each ends the day before the next begins
     */
    public record Series(
            Recurrence recurrence, GrantId first, int occurrence, LocalDate firstDay, Optional<LocalDate> firstEnd) {
        LocalDate start() {
            return recurrence.after(firstDay, occurrence - 1);
        }

        LocalDate end() {
            return firstEnd.map(day -> recurrence.after(day.plusDays(1), occurrence - 1))
                    .orElseGet(() -> recurrence.after(firstDay, occurrence))
                    .minusDays(1);
        }

        /** Empty after the last one. */
        Optional<Series> next() {
            Series next = new Series(recurrence, first, occurrence + 1, firstDay, firstEnd);
            return recurrence.until().filter(last -> next.start().isAfter(last)).isPresent()
                    ? Optional.empty()
                    : Optional.of(next);
        }
    }

    /** Those of the one that comes after this. @param at by the tenant's clock */
    public Optional<GrantTerms> next(Instant at) {
        return series.flatMap(Series::next)
                .map(next -> new GrantTerms(
                        tenant,
                        GrantIds.occurrence(tenant, next.first(), next.occurrence()),
                        customerId,
                        name,
                        unit,
                        amount,
                        cost,
                        createInvoice,
                        next.start(),
                        Optional.of(next.end()),
                        priority,
                        Optional.of(next),
                        zone,
                        at));
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
