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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Schedules in the table {@code schedules}: the whole as jsonb, and columns to search by. */
@ApplicationScoped
class PostgresSchedules implements Schedules {
    private static final String INSERT = """
            INSERT INTO schedules (tenant, id, version, status, customer_id, starts_at, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, id) DO NOTHING""";
    private static final String UPDATE = """
            UPDATE schedules SET version = $3, status = $4, customer_id = $5, starts_at = $6, body = $7,
                next_invoice_date = $8, next_due_at = $9
            WHERE tenant = $1 AND id = $2""";
    private static final String RECHECK = """
            UPDATE billing_runs SET recheck = true WHERE tenant = $1 AND schedule_id = $2 AND state = 'DONE'""";
    private static final String SELECT = "SELECT body FROM schedules WHERE tenant = $1 AND id = $2";
    private static final String LIST = """
            SELECT sequence, body FROM schedules
            WHERE tenant = $1 AND ($2::text IS NULL OR customer_id = $2)
                AND ($3::text IS NULL OR status = $3) AND ($4::boolean IS NULL OR (starts_at > $5) = $4) AND""";

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
        Optional<Status> stored = query.status().map(status -> status == Status.UPCOMING ? Status.ACTIVE : status);
        Optional<Boolean> starting = query.status()
                .filter(status -> status == Status.UPCOMING || status == Status.ACTIVE)
                .map(status -> status == Status.UPCOMING);
        Tuple parameters = Tuple.tuple()
                .addString(query.tenant().value())
                .addString(query.customerId().map(id -> id.value()).orElse(null))
                .addString(stored.map(Status::name).orElse(null))
                .addBoolean(starting.orElse(null))
                .addOffsetDateTime(query.now().atOffset(ZoneOffset.UTC))
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
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(SELECT + " FOR UPDATE")
                .execute(Tuple.of(tenant.value(), id.value()))
                .chain(rows -> first(rows)
                        .map(current -> carryOut(transaction, decision.apply(current)))
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
        columns.add(save.firstRun().map(NextRun::invoiceDate).orElse(null));
        columns.add(save.firstRun()
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
        columns.add(schedule.terms()
                .map(terms -> record.startDate().atStartOfDay(terms.zone()).toOffsetDateTime())
                .orElse(null));
        columns.add(JsonColumns.write(schedule));
        return columns;
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
