package io.tallyhouse.billing.run;

import io.tallyhouse.billing.usage.Completeness;
import io.tallyhouse.contracts.billing.ScheduleOptions.RollUp;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A run as it stands.
 *
 * @param basis what it is cut from; taken when it was first found due, empty until then
 * @param failure why the last attempt failed, or could not begin
 * @param attempts how many attempts failed
 */
public record BillingRun(
        Identity identity,
        CustomerId customerId,
        DateRange billingPeriod,
        State state,
        Optional<Basis> basis,
        Optional<String> failure,
        int attempts,
        Times times) {
    /** DUE has no basis yet; WAITING has one; FAILED is tried again; DONE is final. */
    public enum State {
        DUE,
        WAITING,
        FAILED,
        DONE
    }

    /**
     * Which run it is.
     *
     * @param generation 1; regenerating an invoice adds one
     */
    public record Identity(TenantId tenant, ScheduleId scheduleId, LocalDate invoiceDate, int generation) {
        public RunId id() {
            return RunIds.of(this);
        }
    }

    /**
     * What was found when the run was first found due.
     *
     * @param customer whose aliases decide which usage is the customer's
     * @param children whose usage is billed, too; empty unless the schedule rolls them up
     * @param needed how far the meter must have published
     */
    public record Basis(CustomerRecord customer, List<CustomerRecord> children, Completeness needed) {
        public Basis {
            children = List.copyOf(children);
        }

        /** Of a customer alone. */
        public Basis(CustomerRecord customer, Completeness needed) {
            this(customer, List.of(), needed);
        }

        /** Whose usage is billed. */
        public Billed billed(RollUp rollUp) {
            return Billed.family(rollUp, customer, children);
        }
    }

    /** All by the tenant's clock. */
    public record Times(Instant dueAt, Instant createdAt, Optional<Instant> doneAt) {}
}
