package io.tallyhouse.billing.adjustment;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;

/**
 * Adjustments within the unit of work of whoever finds or settles them.
 *
 * @param <T> that unit of work
 */
public interface AdjustmentWrites<T> {
    /** Open ones of these schedules, locked; each schedule with its tenant. */
    Uni<List<Adjustment>> open(T work, List<TenantId> tenants, List<String> schedules);

    /** What was settled of these runs; each run with its tenant. */
    Uni<List<Adjustment>> settled(T work, List<TenantId> tenants, List<String> runs);

    /** What was open of the run is no more. */
    Uni<Void> forgetOpen(T work, TenantId tenant, RunId sourceRun);

    Uni<Void> keep(T work, List<Adjustment> adjustments);

    /**
     * Notes how they are settled, and asks for the credit notes.
     *
     * @param document that has what is billed, or on whose date the rest is settled
     */
    Uni<Void> settle(T work, Settlement settlement, InvoiceRequested document);
}
