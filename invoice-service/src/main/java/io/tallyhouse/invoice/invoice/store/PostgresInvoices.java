package io.tallyhouse.invoice.invoice.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.document.StepDecision;
import io.tallyhouse.invoice.invoice.InvoiceFilter;
import io.tallyhouse.invoice.invoice.Invoices;
import io.tallyhouse.invoice.invoice.ListedInvoice;
import io.tallyhouse.invoice.invoice.Slice;
import io.tallyhouse.invoice.invoice.StepOutcome;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.store.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link Invoices} in PostgreSQL. */
@ApplicationScoped
class PostgresInvoices implements Invoices {
    private static final String FIND = "SELECT " + InvoiceRow.COLUMNS + " FROM invoices WHERE tenant = $1 AND id = $2";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String LIST = "SELECT " + InvoiceRow.COLUMNS + " FROM invoices WHERE tenant = $1";

    private final Pool pool;
    private final Outbox outbox;

    PostgresInvoices(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @Override
    public Uni<Optional<Invoice>> find(TenantId tenant, InvoiceId id) {
        return one(pool, FIND, tenant, id).map(row -> row.map(InvoiceRow::invoice));
    }

    @Override
    public Uni<List<ListedInvoice>> list(TenantId tenant, InvoiceFilter filter, Slice slice) {
        StringBuilder sql = new StringBuilder(LIST);
        List<Object> values = new ArrayList<>(List.of(tenant.value()));
        narrow(sql, values, "customer_id", filter.customerId().map(CustomerId::value));
        narrow(sql, values, "schedule_id", filter.scheduleId().map(ScheduleId::value));
        narrow(sql, values, "status", filter.status().map(Enum::name));
        PageRequest page = new PageRequest(slice.limit(), slice.after(), slice.before());
        sql.append(" AND ").append(page.sql("sequence", values.size() + 1));
        values.add(page.bound());
        values.add(page.fetchSize());
        return pool.preparedQuery(sql.toString()).execute(Tuple.from(values)).map(PostgresInvoices::listed);
    }

    @Override
    public Uni<StepOutcome> decide(TenantId tenant, InvoiceId id, Function<Invoice, StepDecision> decision) {
        return pool.withTransaction(transaction -> one(transaction, LOCK, tenant, id)
                .chain(found -> found.map(row -> settle(transaction, row, decision.apply(row.invoice())))
                        .orElseGet(() -> Uni.createFrom().item(new StepOutcome.Unknown()))));
    }

    private Uni<StepOutcome> settle(SqlConnection transaction, InvoiceRow row, StepDecision decision) {
        if (decision instanceof StepDecision.Granted granted) {
            return number(transaction, row.invoice())
                    .map(granted.withNumber())
                    .chain(next -> save(transaction, next, row.version() + 1));
        }
        if (decision instanceof StepDecision.Refused refused) {
            return Uni.createFrom().item(new StepOutcome.Refused(refused));
        }
        throw new IllegalStateException("a decision is granted or refused, not " + decision);
    }

    private static Uni<InvoiceNumber> number(SqlConnection transaction, Invoice invoice) {
        Optional<InvoiceNumber> own = invoice.number();
        if (own.isPresent()) {
            return Uni.createFrom().item(own.get());
        }
        return NumberCounters.take(
                        transaction,
                        invoice.content().tenant(),
                        invoice.content().series(),
                        1)
                .map(invoice.content().series()::number);
    }

    private Uni<StepOutcome> save(SqlConnection transaction, Invoice invoice, long version) {
        return transaction
                .preparedQuery(InvoiceRow.UPDATE)
                .execute(InvoiceRow.updated(invoice, version))
                .chain(() -> outbox.append(transaction, ChangeRecords.of(invoice, version)))
                .replaceWith(new StepOutcome.Taken(invoice));
    }

    private static void narrow(StringBuilder sql, List<Object> values, String column, Optional<String> wanted) {
        wanted.ifPresent(value -> {
            values.add(value);
            sql.append(" AND ").append(column).append(" = $").append(values.size());
        });
    }

    private static List<ListedInvoice> listed(RowSet<Row> rows) {
        List<ListedInvoice> listed = new ArrayList<>();
        rows.forEach(found -> {
            InvoiceRow row = InvoiceRow.of(found);
            listed.add(new ListedInvoice(row.sequence(), row.invoice()));
        });
        return List.copyOf(listed);
    }

    private static Uni<Optional<InvoiceRow>> one(SqlClient client, String sql, TenantId tenant, InvoiceId id) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(InvoiceRow.of(rows.iterator().next())));
    }
}
