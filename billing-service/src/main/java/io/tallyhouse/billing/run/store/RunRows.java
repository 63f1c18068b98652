package io.tallyhouse.billing.run.store;

import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.BillingRun.Basis;
import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.BillingRun.Times;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.billing.usage.Completeness;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.DateRange;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of {@code billing_runs}. */
final class RunRows {
    /** The columns of a run, for a table called {@code r}. */
    static final String COLUMNS = """
            r.tenant, r.schedule_id, r.invoice_date, r.generation, r.customer_id, r.period_start, r.period_end, r.state,
                r.customer, r.children, r.needed_partitions, r.needed_offsets, r.failure, r.attempts, r.due_at, r.created_at,
                r.done_at""";

    private RunRows() {}

    static BillingRun read(Row row) {
        return new BillingRun(
                new Identity(
                        new TenantId(row.getString("tenant")),
                        new ScheduleId(row.getString("schedule_id")),
                        row.getLocalDate("invoice_date"),
                        row.getInteger("generation")),
                new CustomerId(row.getString("customer_id")),
                new DateRange(row.getLocalDate("period_start"), row.getLocalDate("period_end")),
                State.valueOf(row.getString("state")),
                basis(row),
                Optional.ofNullable(row.getString("failure")),
                row.getInteger("attempts"),
                new Times(
                        row.getOffsetDateTime("due_at").toInstant(),
                        row.getOffsetDateTime("created_at").toInstant(),
                        Optional.ofNullable(row.getOffsetDateTime("done_at")).map(OffsetDateTime::toInstant)));
    }

    private static Optional<Basis> basis(Row row) {
        JsonObject customer = row.getJsonObject("customer");
        if (customer == null) {
            return Optional.empty();
        }
        Integer[] partitions = row.getArrayOfIntegers("needed_partitions");
        Long[] offsets = row.getArrayOfLongs("needed_offsets");
        TreeMap<Integer, Long> needed = new TreeMap<>();
        for (int index = 0; index < partitions.length; index++) {
            needed.put(partitions[index], offsets[index]);
        }
        List<CustomerRecord> children = row.getJsonArray("children").stream()
                .map(child -> JsonColumns.read((JsonObject) child, CustomerRecord.class))
                .toList();
        return Optional.of(
                new Basis(JsonColumns.read(customer, CustomerRecord.class), children, new Completeness(needed)));
    }
}
