package io.tallyhouse.billing.credit;

import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One entry of a grant's ledger.
 *
 * @param number counts the grant's entries from 1
 * @param amount of the grant's unit; positive adds to the balance
 * @param balance after it
 */
public record CreditTransaction(
        GrantId grantId, int number, Type type, BigDecimal amount, BigDecimal balance, Cause cause, Moment moment) {
    /** What happened. */
    public enum Type {
        /** The credit was granted. */
        GRANT,
        /** A run's document was paid with it. */
        BURN,
        /** What a run had burned came back, since its document is void or made anew. */
        GIVE_BACK,
        /** What was left after the last usable day. */
        EXPIRY,
        /** What was carried into the next grant, or came from the one before. */
        ROLLOVER,
        /** Somebody wrote it. */
        MANUAL,
        /** What was left when the grant was taken back. */
        VOID
    }

    /**
     * When.
     *
     * @param day a document's invoice date, else the day it was in the grant's zone
     * @param at by the tenant's clock
     */
    public record Moment(LocalDate day, Instant at) {}

    /**
     * Why.
     *
     * @param revision counts how often the run was cut, from 1
     * @param returns number of the burn that comes back
     * @param other the grant that a rollover goes to or comes from
     * @param requestId of a manual one: asking again finds it
     */
    public record Cause(
            Optional<RunId> runId,
            Optional<Integer> revision,
            Optional<Integer> returns,
            Optional<GrantId> other,
            Optional<String> reason,
            Optional<String> requestId) {
        static final Cause NONE = new Cause(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        static Cause run(RunId run, int revision) {
            return new Cause(
                    Optional.of(run),
                    Optional.of(revision),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Cause returning(RunId run, int burn, String reason) {
            return new Cause(
                    Optional.of(run),
                    Optional.empty(),
                    Optional.of(burn),
                    Optional.empty(),
                    Optional.of(reason),
                    Optional.empty());
        }

        static Cause grant(GrantId other) {
            return new Cause(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(other),
                    Optional.empty(),
                    Optional.empty());
        }

        static Cause manual(String reason, String requestId) {
            return new Cause(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(reason),
                    Optional.of(requestId));
        }
    }
}
