package io.tallyhouse.billing.schedule.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.Status;
import io.tallyhouse.contracts.billing.ScheduleRecord.Suspension;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Schedules in the table {@code schedules}: the whole as jsonb, and columns to search by. */
@ApplicationScoped
class PostgresSchedules implements Schedules {
    private static final String INSERT = """
            INSERT INTO schedules (tenant, id, version, status, customer_id, starts_at, rests_at, goes_on_at, cancelled_at,
                archived, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (tenant, id) DO NOTHING""";
    private static final String UPDATE = """
            UPDATE schedules SET version = $3, status = $4, customer_id = $5, starts_at = $6, rests_at = $7,
                goes_on_at = $8, cancelled_at = $9, archived = $10, body = $11, next_invoice_date = $12, next_due_at = $13
            WHERE tenant = $1 AND id = $2""";
    private static final String RECHECK = """
            UPDATE billing_runs SET recheck = true WHERE tenant = $1 AND schedule_id = $2 AND state = 'DONE'""";
    private static final String SELECT = "SELECT body FROM schedules WHERE tenant = $1 AND id = $2";
    private static final String RUNS = """
            SELECT max(invoice_date), COALESCE(bool_or(state <> 'DONE'), false) FROM billing_runs
            WHERE tenant = $1 AND schedule_id = $2""";
    private static final String LIST = """
            SELECT sequence, body FROM schedules
            WHERE tenant = $1 AND ($2::text IS NULL OR customer_id = $2) AND ($5 OR NOT archived)
                AND ($3::text IS NULL OR $3 = CASE
                    WHEN status <> 'ACTIVE' THEN status
                    WHEN starts_at > $4 THEN 'UPCOMING'
                    WHEN cancelled_at <= $4 THEN 'CANCELLED'
                    WHEN rests_at <= $4 AND (goes_on_at IS NULL OR goes_on_at > $4) THEN 'SUSPENDED'
                    ELSE 'ACTIVE' END) AND""";

    private final Pool pool;
    private final Outbox outbox;

    PostgresSchedules(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @Override
    public Uni<ScheduleOutcome> add(Schedule schedule) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(INSERT)
                .execute(Tuple.wrap(columns(schedule)))
                .chain(inserted -> inserted.rowCount() == 0
                        ? Uni.createFrom().<ScheduleOutcome>item(duplicate(schedule))
                        : publish(transaction, schedule)));
    }

    @Override
    public Uni<Optional<Schedule>> find(TenantId tenant, ScheduleId id) {
        return pool.preparedQuery(SELECT)
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(PostgresSchedules::first);
    }

    @Override
    public Uni<List<Listed<Schedule>>> list(ScheduleQuery query) {
        Slice slice = query.slice();
        PageRequest page = new PageRequest(slice.limit(), slice.after(), slice.before());
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.filter().customerId().map(id -> id.value()).orElse(null))
                .addString(query.filter().status().map(Status::name).orElse(null))
                .addOffsetDateTime(query.now().atOffset(ZoneOffset.UTC))
                .addBoolean(query.filter().includeArchived())
                .addLong(page.bound())
                .addInteger(page.fetchSize());
        return pool.preparedQuery(LIST + " " + page.sql("sequence", 6))
                .execute(parameters)
                .map(rows -> {
                    List<Listed<Schedule>> listed = new ArrayList<>();
                    rows.forEach(row -> listed.add(
                            new Listed<>(row.getLong(0), JsonColumns.read(row.getJsonObject(1), Schedule.class))));
                    return listed;
                });
    }

    @Override
    public Uni<ScheduleOutcome> decide(TenantId tenant, ScheduleId id, Function<Schedule, ScheduleDecision> decision) {
        return locked(tenant, id, (transaction, current) -> carryOut(transaction, decision.apply(current)));
    }

    @Override
    public Uni<ScheduleOutcome> change(
            TenantId tenant, ScheduleId id, BiFunction<Schedule, OpenedRuns, ScheduleDecision> decision) {
        return locked(
                tenant,
                id,
                (transaction, current) -> openedRuns(transaction, tenant, id)
                        .chain(runs -> carryOut(transaction, decision.apply(current, runs))));
    }

    @Override
    public Uni<OpenedRuns> openedRuns(TenantId tenant, ScheduleId id) {
        return openedRuns(pool, tenant, id);
    }

    private static Uni<OpenedRuns> openedRuns(SqlClient client, TenantId tenant, ScheduleId id) {
        return client.preparedQuery(RUNS)
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new OpenedRuns(Optional.ofNullable(row.getLocalDate(0)), row.getBoolean(1)));
    }

    private Uni<ScheduleOutcome> locked(
            TenantId tenant, ScheduleId id, BiFunction<SqlConnection, Schedule, Uni<ScheduleOutcome>> work) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(SELECT + " FOR UPDATE")
                .execute(Tuple.of(tenant.value(), id.value()))
                .chain(rows -> first(rows)
                        .map(current -> work.apply(transaction, current))
                        .orElseGet(() -> Uni.createFrom().item(unknown(id)))));
    }

    private Uni<ScheduleOutcome> carryOut(SqlConnection transaction, ScheduleDecision decision) {
        if (decision instanceof ScheduleDecision.Refuse refuse) {
            return Uni.createFrom().item(new ScheduleOutcome.Refused(refuse.problem()));
        }
        if (decision instanceof ScheduleDecision.Keep keep) {
            return Uni.createFrom().item(new ScheduleOutcome.Saved(keep.schedule()));
        }
        ScheduleDecision.Save save = (ScheduleDecision.Save) decision;
        List<@Nullable Object> columns = columns(save.schedule());
        columns.add(save.nextRun().map(NextRun::invoiceDate).orElse(null));
        columns.add(save.nextRun()
                .map(next -> next.dueAt().atOffset(ZoneOffset.UTC))
                .orElse(null));
        return transaction
                .preparedQuery(UPDATE)
                .execute(Tuple.wrap(columns))
                // what was billed of a contract that has changed may have to be otherwise
                .chain(() -> transaction
                        .preparedQuery(RECHECK)
                        .execute(Tuple.of(
                                save.schedule().record().tenant().value(),
                                save.schedule().record().id().value())))
                .chain(() -> publish(transaction, save.schedule()));
    }

    private Uni<ScheduleOutcome> publish(SqlConnection transaction, Schedule schedule) {
        ScheduleRecord record = schedule.record();
        return outbox.append(
                        transaction,
                        OutboxRecord.of(
                                Topics.BILLING_SCHEDULES,
                                record.tenant(),
                                Topics.resourceKey(record.tenant(), record.id().value()),
                                record))
                .replaceWith(new ScheduleOutcome.Saved(schedule));
    }

    private static List<@Nullable Object> columns(Schedule schedule) {
        ScheduleRecord record = schedule.record();
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(record.tenant().value());
        columns.add(record.id().value());
        columns.add(record.version());
        columns.add(record.status().name());
        columns.add(record.customerId().value());
        Optional<Suspension> rest = record.suspensions().stream().reduce((one, other) -> other);
        columns.add(begins(schedule, Optional.of(record.startDate())));
        columns.add(begins(schedule, rest.map(Suspension::from)));
        columns.add(begins(schedule, rest.flatMap(Suspension::to).map(day -> day.plusDays(1))));
        columns.add(begins(schedule, record.cancelledOn().map(day -> day.plusDays(1))));
        columns.add(record.archived());
        columns.add(JsonColumns.write(schedule));
        return columns;
    }

    /** The first moment of a day of the schedule; null before it has a zone. */
    private static @Nullable OffsetDateTime begins(Schedule schedule, Optional<LocalDate> day) {
        return schedule.terms()
                .flatMap(
                        terms -> day.map(date -> date.atStartOfDay(terms.zone()).toOffsetDateTime()))
                .orElse(null);
    }

    private static Optional<Schedule> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(JsonColumns.read(rows.iterator().next().getJsonObject(0), Schedule.class));
    }

    private static ScheduleOutcome duplicate(Schedule schedule) {
        return new ScheduleOutcome.Refused(Problem.of(
                ProblemType.DUPLICATE_ID,
                new Violation(
                        "/id",
                        "there is already a schedule '" + schedule.record().id() + "'")));
    }

    private static ScheduleOutcome unknown(ScheduleId id) {
        return new ScheduleOutcome.Refused(Problem.of(ProblemType.NOT_FOUND, "There is no schedule '" + id + "'."));
    }
}
