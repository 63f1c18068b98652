package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditGrant.Standing;
import io.tallyhouse.billing.credit.CreditGrant.Status;
import io.tallyhouse.billing.credit.CreditTransaction.Cause;
import io.tallyhouse.billing.credit.CreditTransaction.Moment;
import io.tallyhouse.billing.credit.CreditTransaction.Type;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A grant after something happened to it, and the entries that say so in its ledger.
 *
 * @param entries not saved yet, in order
 */
public record GrantChange(CreditGrant grant, List<CreditTransaction> entries) {
    public GrantChange {
        entries = List.copyOf(entries);
    }

    /** A new grant. */
    public static GrantChange granted(GrantTerms terms) {
        CreditGrant grant = new CreditGrant(terms, Standing.NEW);
        return of(grant).posted(Type.GRANT, terms.amount(), Cause.NONE, grant.momentAt(terms.createdAt()));
    }

    /** Whether the grant itself is new: its first entry is not saved yet. */
    public boolean isNew() {
        return !entries.isEmpty() && entries.get(0).type() == Type.GRANT;
    }

    /** Nothing happened so far. */
    public static GrantChange of(CreditGrant grant) {
        return new GrantChange(grant, List.of());
    }

    /** A run's document is paid with so much. */
    GrantChange burned(BigDecimal amount, RunId run, int revision, Moment moment) {
        return posted(Type.BURN, amount.negate(), Cause.run(run, revision), moment);
    }

    /** What a run has burned comes back: to an expired grant for as long as it takes to settle it, to a void one never. */
    public GrantChange givenBack(CreditTransaction burn, String reason, Instant at) {
        Moment moment = grant.momentAt(at);
        Cause cause = Cause.returning(burn.cause().runId().orElseThrow(), burn.number(), reason);
        GrantChange back = posted(Type.GIVE_BACK, burn.amount().negate(), cause, moment);
        return grant.standing().status() == Status.VOID
                ? back.posted(Type.VOID, burn.amount(), Cause.NONE, moment)
                : back.withStatus(Status.OPEN);
    }

    /** Somebody adds to it or takes from it. */
    public GrantChange adjusted(BigDecimal amount, String reason, String requestId, Instant at) {
        return posted(Type.MANUAL, amount, Cause.manual(reason, requestId), grant.momentAt(at));
    }

    /** It is taken back, and none follows it. */
    public GrantChange voided(Instant at) {
        BigDecimal rest = grant.balance();
        GrantChange empty =
                rest.signum() == 0 ? this : posted(Type.VOID, rest.negate(), Cause.NONE, grant.momentAt(at));
        return empty.withStatus(Status.VOID);
    }

    /** The next one is made. */
    GrantChange renewed() {
        Standing now = grant.standing();
        return with(
                new Standing(now.version() + 1, now.status(), now.balance(), now.carriedOut(), true, now.entries()));
    }

    /** Its last usable day is over. @param carried what of its rest goes into the next one */
    GrantChange ended(BigDecimal carried, Instant at) {
        Moment moment = grant.momentAt(at);
        GrantChange change = this;
        if (carried.signum() > 0) {
            GrantId next = grant.terms().next(at).orElseThrow().id();
            change = change.posted(Type.ROLLOVER, carried.negate(), Cause.grant(next), moment)
                    .carriedOut(carried);
        }
        BigDecimal rest = change.grant().balance();
        if (rest.signum() > 0) {
            change = change.posted(Type.EXPIRY, rest.negate(), Cause.NONE, moment);
        }
        return change.withStatus(Status.EXPIRED);
    }

    /** What is left of the one before comes in. */
    GrantChange carriedIn(BigDecimal amount, GrantId from, Instant at) {
        return posted(Type.ROLLOVER, amount, Cause.grant(from), grant.momentAt(at))
                .withStatus(Status.OPEN);
    }

    private GrantChange carriedOut(BigDecimal amount) {
        Standing now = grant.standing();
        return with(new Standing(
                now.version(),
                now.status(),
                now.balance(),
                now.carriedOut().add(amount),
                now.renewed(),
                now.entries()));
    }

    private GrantChange posted(Type type, BigDecimal amount, Cause cause, Moment moment) {
        Standing now = grant.standing();
        BigDecimal balance = now.balance().add(amount);
        int number = now.entries() + 1;
        List<CreditTransaction> all = new ArrayList<>(entries);
        all.add(new CreditTransaction(grant.terms().id(), number, type, amount, balance, cause, moment));
        Standing after =
                new Standing(now.version() + 1, now.status(), balance, now.carriedOut(), now.renewed(), number);
        return new GrantChange(new CreditGrant(grant.terms(), after), all);
    }

    private GrantChange withStatus(Status status) {
        Standing now = grant.standing();
        return now.status() == status
                ? this
                : with(new Standing(
                        now.version() + 1, status, now.balance(), now.carriedOut(), now.renewed(), now.entries()));
    }

    private GrantChange with(Standing standing) {
        return new GrantChange(new CreditGrant(grant.terms(), standing), entries);
    }
}
