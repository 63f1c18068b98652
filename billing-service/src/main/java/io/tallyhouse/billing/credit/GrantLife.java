package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditGrant.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What time does to a grant. The next of a series is made on its first usable day; what is left after the last usable day
 * is carried into the next one as far as the rollover says, and expires beyond that.
 */
public final class GrantLife {
    private GrantLife() {}

    /**
     * A grant that time has come to.
     *
     * @param next the one that follows in its series, if it is made
     * @param endsLater whether something may still use it though its last day is over
     */
    public record Held(CreditGrant grant, Optional<CreditGrant> next, boolean endsLater) {}

    /** All changes until that moment: of the grant, of the next one where it is touched, or made. */
    public static List<GrantChange> until(Instant now, Held held) {
        GrantChange own = GrantChange.of(held.grant());
        Optional<GrantChange> next = held.next().map(GrantChange::of);
        if (held.grant().renewsAt().filter(at -> !at.isAfter(now)).isPresent()) {
            own = own.renewed();
            next = next.or(() -> held.grant().terms().next(now).map(GrantChange::granted));
        }
        boolean over = held.grant().standing().status() == Status.OPEN
                && held.grant().endsAt().filter(at -> !at.isAfter(now)).isPresent();
        if (over && !held.endsLater()) {
            BigDecimal carried = carried(own.grant(), next);
            own = own.ended(carried, now);
            if (carried.signum() > 0) {
                CreditGrant from = own.grant();
                next = next.map(change -> change.carriedIn(carried, from.terms().id(), now));
            }
        }
        List<GrantChange> changes = new ArrayList<>();
        if (!own.grant().equals(held.grant())) {
            changes.add(own);
        }
        next.filter(change -> !change.entries().isEmpty()).ifPresent(changes::add);
        return changes;
    }

    private static BigDecimal carried(CreditGrant grant, Optional<GrantChange> next) {
        boolean takes = next.filter(change -> change.grant().standing().status() != Status.VOID)
                .isPresent();
        return takes ? grant.rollover().of(grant.balance(), grant.standing().carriedOut()) : BigDecimal.ZERO;
    }
}
