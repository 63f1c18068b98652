package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;

/** Credits inside the transaction that cuts, remakes or takes back documents of runs. */
public interface RunCredits {
    /**
     * Pays documents of runs, one after the other in this order, with what their customers' grants have. The grants stay
     * locked until the transaction ends, so nobody else spends them. Answers in the order asked; one statement, and
     * nothing locked, where no customer has grants.
     */
    Uni<List<Payment>> burn(List<Demand> demands);

    /** All that runs have burned comes back, once. Before a run is cut anew, and when its document is void. */
    Uni<Void> giveBack(List<Returned> runs);

    /**
     * Opens {@link RunCredits} inside a transaction.
     *
     * @param <T> the transaction of whoever cuts; this feature never looks into it
     */
    interface Within<T> {
        RunCredits within(T transaction);
    }

    /**
     * A document to be paid.
     *
     * @param revision counts how often the run was cut, from 1
     * @param now by the tenant's clock
     */
    record Demand(TenantId tenant, RunId run, int revision, CustomerId customer, Bill bill, Instant now) {}

    /**
     * A run whose burns come back.
     *
     * @param reason in words, for the ledger
     * @param now by the tenant's clock
     */
    record Returned(TenantId tenant, RunId run, String reason, Instant now) {}

    /**
     * What became of a document.
     *
     * @param isToWait whether a grant that may be usable for it is still to be made; nothing is burned then
     * @param lines CREDIT lines to add to it; empty if no credit pays any of it
     */
    record Payment(boolean isToWait, List<RequestedLine> lines) {
        public static final Payment NONE = new Payment(false, List.of());
        public static final Payment WAIT = new Payment(true, List.of());

        public Payment {
            lines = List.copyOf(lines);
        }
    }
}
