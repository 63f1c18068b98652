package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.run.BillingRun;
import io.tallyhouse.billing.run.BillingRuns.PendingRun;
import io.tallyhouse.billing.run.BillingRuns.RunQuery;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is read of runs without a lock. */
@ApplicationScoped
class RunReads {
    /** A loose scan of the partial index: one step per tenant, however many schedules each has. */
    private static final String TENANTS = """
            WITH RECURSIVE t AS (
                (SELECT tenant FROM schedules WHERE next_due_at IS NOT NULL ORDER BY tenant LIMIT 1)
                UNION ALL
                SELECT (SELECT s.tenant FROM schedules s WHERE s.next_due_at IS NOT NULL AND s.tenant > t.tenant
                    ORDER BY s.tenant LIMIT 1)
                FROM t WHERE t.tenant IS NOT NULL)
            SELECT tenant FROM t WHERE tenant IS NOT NULL""";

    private static final String DUE_SCHEDULES = """
            SELECT s.body, s.next_invoice_date, s.next_due_at
            FROM unnest($1::text[], $2::timestamptz[]) AS c (tenant, now)
            CROSS JOIN LATERAL (
                SELECT body, next_invoice_date, next_due_at FROM schedules
                WHERE tenant = c.tenant AND next_due_at <= c.now ORDER BY next_due_at LIMIT $3) s
            ORDER BY s.next_due_at LIMIT $3""";
    private static final String WITHOUT_BASIS = """
            SELECT %s, s.body FROM billing_runs r JOIN schedules s ON s.tenant = r.tenant AND s.id = r.schedule_id
            WHERE r.state <> 'DONE' AND r.customer IS NULL AND r.next_attempt_at <= $1
            ORDER BY r.next_attempt_at, r.sequence LIMIT $2""".formatted(RunRows.COLUMNS);
    private static final String FIND =
            "SELECT %s FROM billing_runs r WHERE r.tenant = $1 AND r.id = $2".formatted(RunRows.COLUMNS);
    private static final String LIST = """
            SELECT r.sequence, %s FROM billing_runs r
            WHERE r.tenant = $1 AND ($2::text IS NULL OR r.schedule_id = $2)
                AND ($3::text IS NULL OR r.customer_id = $3) AND ($4::text IS NULL OR r.state = $4) AND""".formatted(RunRows.COLUMNS);
    private static final String EARLIER_OPEN = """
            SELECT EXISTS (SELECT 1 FROM billing_runs
                WHERE tenant = $1 AND schedule_id = $2 AND invoice_date < $3 AND state <> 'DONE')""";
    private static final String DONE_DATES =
            "SELECT invoice_date FROM billing_runs WHERE tenant = $1 AND schedule_id = $2 AND state = 'DONE'";
    private static final String OPEN_WORK = """
            SELECT EXISTS (SELECT 1 FROM schedules WHERE tenant = $1 AND next_due_at <= $2)
                OR EXISTS (SELECT 1 FROM billing_runs WHERE tenant = $1 AND state <> 'DONE')
                OR EXISTS (SELECT 1 FROM billing_runs WHERE tenant = $1 AND state = 'DONE' AND recheck)""";

    private final Pool pool;

    RunReads(Pool pool) {
        this.pool = pool;
    }

    Uni<Set<TenantId>> tenantsWithSchedules() {
        return pool.query(TENANTS).execute().map(rows -> {
            Set<TenantId> tenants = new HashSet<>();
            rows.forEach(row -> tenants.add(new TenantId(row.getString(0))));
            return tenants;
        });
    }

    Uni<List<DueSchedule>> dueSchedules(Map<TenantId, Instant> clocks, int limit) {
        List<Map.Entry<TenantId, Instant>> entries = List.copyOf(clocks.entrySet());
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        entries.stream().map(entry -> entry.getKey().value()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        entries.stream().map(entry -> utc(entry.getValue())).toArray(OffsetDateTime[]::new))
                .addInteger(limit);
        return list(
                pool.preparedQuery(DUE_SCHEDULES).execute(parameters),
                row -> new DueSchedule(
                        JsonColumns.read(row.getJsonObject(0), Schedule.class),
                        new NextRun(
                                row.getLocalDate(1), row.getOffsetDateTime(2).toInstant())));
    }

    Uni<List<PendingRun>> withoutBasis(Instant wall, int limit) {
        return list(
                pool.preparedQuery(WITHOUT_BASIS).execute(Tuple.of(utc(wall), limit)),
                row -> new PendingRun(RunRows.read(row), JsonColumns.read(row.getJsonObject("body"), Schedule.class)));
    }

    Uni<Optional<BillingRun>> find(TenantId tenant, RunId id) {
        return list(pool.preparedQuery(FIND).execute(Tuple.of(tenant.value(), id.value())), RunRows::read)
                .map(found -> found.stream().findFirst());
    }

    Uni<List<Listed<BillingRun>>> list(RunQuery query) {
        PageRequest page = new PageRequest(
                query.slice().limit(), query.slice().after(), query.slice().before());
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.scheduleId().map(ScheduleId::value).orElse(null))
                .addString(query.customerId().map(id -> id.value()).orElse(null))
                .addString(query.state().map(Enum::name).orElse(null))
                .addLong(page.bound())
                .addInteger(page.fetchSize());
        return list(
                pool.preparedQuery(LIST + " " + page.sql("r.sequence", 5)).execute(parameters),
                row -> new Listed<>(row.getLong("sequence"), RunRows.read(row)));
    }

    Uni<Boolean> hasEarlierOpen(BillingRun.Identity run) {
        return single(
                EARLIER_OPEN, Tuple.of(run.tenant().value(), run.scheduleId().value(), run.invoiceDate()));
    }

    Uni<Set<LocalDate>> doneDates(TenantId tenant, ScheduleId schedule) {
        return list(
                        pool.preparedQuery(DONE_DATES).execute(Tuple.of(tenant.value(), schedule.value())),
                        row -> row.getLocalDate(0))
                .map(Set::copyOf);
    }

    Uni<Boolean> hasOpenWork(TenantId tenant, Instant now) {
        return single(OPEN_WORK, Tuple.of(tenant.value(), utc(now)));
    }

    private Uni<Boolean> single(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    static <T> Uni<List<T>> list(Uni<RowSet<Row>> rows, Function<Row, T> reader) {
        return rows.map(found -> {
            List<T> list = new ArrayList<>();
            found.forEach(row -> list.add(reader.apply(row)));
            return list;
        });
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
