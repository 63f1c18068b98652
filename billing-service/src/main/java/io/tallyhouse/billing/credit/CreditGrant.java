package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditTransaction.Moment;
import io.tallyhouse.billing.credit.GrantTerms.Series;
import io.tallyhouse.billing.credit.Recurrence.Rollover;
import io.tallyhouse.kernel.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** A grant as it stands. Every change is a {@link GrantChange}, which writes the ledger too. */
public record CreditGrant(GrantTerms terms, Standing standing) {
    /** Lower priority first, then soonest expiry, then oldest; the same whatever order they come in. */
    public static final Comparator<CreditGrant> ORDER = Comparator.comparing(
                    (CreditGrant grant) -> grant.terms().priority())
            .thenComparing(grant -> grant.terms().expiresOn().orElse(LocalDate.MAX))
            .thenComparing(grant -> grant.terms().createdAt())
            .thenComparing(grant -> grant.terms().effectiveOn())
            .thenComparing(grant -> grant.terms().id());

    /** OPEN until its last usable day is settled; an EXPIRED one to which credit comes back is OPEN until that is too. */
    public enum Status {
        OPEN,
        EXPIRED,
        VOID
    }

    /** What a grant is at a moment. */
    public enum State {
        /** Its first usable day is to come. */
        UPCOMING,
        ACTIVE,
        /** Usable, but nothing is left of it. */
        USED_UP,
        EXPIRED,
        VOID
    }

    /**
     * What became of it so far.
     *
     * @param version counts changes from 1
     * @param carriedOut what was carried into the next one
     * @param renewed whether the next one is made
     * @param entries of its ledger
     */
    public record Standing(
            long version, Status status, BigDecimal balance, BigDecimal carriedOut, boolean renewed, int entries) {
        static final Standing NEW = new Standing(0, Status.OPEN, BigDecimal.ZERO, BigDecimal.ZERO, false, 0);

        public Standing {
            balance = Decimals.canonical(balance);
            carriedOut = Decimals.canonical(carriedOut);
            if (balance.signum() < 0) {
                throw new IllegalArgumentException("balance " + balance + " is below zero");
            }
        }
    }

    public BigDecimal balance() {
        return standing.balance();
    }

    /** Whether a document of that invoice date may use it. */
    public boolean usableOn(LocalDate day) {
        return standing.status() == Status.OPEN
                && standing.balance().signum() > 0
                && !day.isBefore(terms.effectiveOn())
                && terms.expiresOn().map(last -> !day.isAfter(last)).orElse(true);
    }

    public State stateAt(Instant now) {
        if (standing.status() == Status.VOID) {
            return State.VOID;
        }
        if (standing.status() == Status.EXPIRED
                || endsAt().filter(end -> !end.isAfter(now)).isPresent()) {
            return State.EXPIRED;
        }
        if (terms.startOf(terms.effectiveOn()).isAfter(now)) {
            return State.UPCOMING;
        }
        return standing.balance().signum() > 0 ? State.ACTIVE : State.USED_UP;
    }

    /** The moment after its last usable day. */
    public Optional<Instant> endsAt() {
        return terms.expiresOn().map(last -> terms.startOf(last.plusDays(1)));
    }

    /** First usable day of the next one, while that is still to be made. */
    public Optional<LocalDate> renewsOn() {
        return standing.status() == Status.VOID || standing.renewed()
                ? Optional.empty()
                : terms.series().flatMap(Series::next).map(Series::start);
    }

    public Optional<Instant> renewsAt() {
        return renewsOn().map(terms::startOf);
    }

    /** When there is something to do with it next: make the one that follows, or settle what is left. */
    public Optional<Instant> dueAt() {
        Optional<Instant> ends = standing.status() == Status.OPEN ? endsAt() : Optional.empty();
        return renewsAt()
                .map(renews -> ends.filter(renews::isAfter).orElse(renews))
                .or(() -> ends);
    }

    /** Whether the document of an invoice date has to wait: what is to come of this grant may be usable for it. */
    public boolean keepsWaiting(LocalDate invoiceDate, Instant now) {
        boolean renewal = renewsOn().filter(day -> !day.isAfter(invoiceDate)).isPresent()
                && renewsAt().filter(at -> !at.isAfter(now)).isPresent();
        boolean rollover = standing.status() == Status.OPEN
                && standing.renewed()
                && standing.balance().signum() > 0
                && rollover().mode() != Rollover.Mode.NONE
                && terms.expiresOn().filter(last -> last.isBefore(invoiceDate)).isPresent();
        return renewal || rollover;
    }

    Rollover rollover() {
        return terms.series().map(series -> series.recurrence().rollover()).orElse(Rollover.NONE);
    }

    Moment momentAt(Instant at) {
        return new Moment(at.atZone(terms.zone()).toLocalDate(), at);
    }
}
