package io.tallyhouse.invoice.invoice.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.invoice.document.FinalInvoice;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.NumberSeries;
import io.tallyhouse.invoice.invoice.Drafts;
import io.tallyhouse.invoice.invoice.NewInvoice;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@link Drafts} in a PostgreSQL transaction: a few statements for a whole batch. */
@ApplicationScoped
class PostgresDrafts implements Drafts.Within<SqlConnection> {
    private static final long DRAFTED = 1;
    private static final long FINALISED = 2;

    private final Outbox outbox;

    PostgresDrafts(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Drafts within(SqlConnection transaction) {
        return invoices -> invoices.isEmpty() ? Uni.createFrom().voidItem() : add(transaction, invoices);
    }

    private Uni<Void> add(SqlConnection transaction, List<NewInvoice> invoices) {
        return transaction
                .preparedQuery(InvoiceRow.INSERT)
                .executeBatch(invoices.stream()
                        .map(invoice -> InvoiceRow.inserted(invoice.draft()))
                        .toList())
                .map(results -> inserted(invoices, results))
                .chain(added -> publish(transaction, DRAFTED, drafts(added)).chain(() -> finalise(transaction, added)));
    }

    /** Those whose statement has made a row: one result a statement, in order. */
    private static List<NewInvoice> inserted(List<NewInvoice> invoices, RowSet<Row> results) {
        List<NewInvoice> inserted = new ArrayList<>();
        RowSet<Row> result = results;
        for (NewInvoice invoice : invoices) {
            if (result.rowCount() == 1) {
                inserted.add(invoice);
            }
            result = result.next();
        }
        return inserted;
    }

    private static List<Invoice> drafts(List<NewInvoice> invoices) {
        return invoices.stream().<Invoice>map(NewInvoice::draft).toList();
    }

    private Uni<Void> finalise(SqlConnection transaction, List<NewInvoice> added) {
        SortedMap<Counter, List<NewInvoice>> byCounter = new TreeMap<>();
        added.stream()
                .filter(invoice -> invoice.finaliseAt().isPresent())
                .forEach(invoice -> byCounter
                        .computeIfAbsent(Counter.of(invoice), counter -> new ArrayList<>())
                        .add(invoice));
        Uni<Void> finalised = Uni.createFrom().voidItem();
        for (Map.Entry<Counter, List<NewInvoice>> entry : byCounter.entrySet()) {
            finalised = finalised.chain(() -> finalise(transaction, entry.getKey(), entry.getValue()));
        }
        return finalised;
    }

    private Uni<Void> finalise(SqlConnection transaction, Counter counter, List<NewInvoice> drafts) {
        return NumberCounters.take(transaction, counter.tenant(), counter.series(), drafts.size())
                .map(first -> numbered(counter.series(), first, drafts))
                .chain(invoices -> transaction
                        .preparedQuery(InvoiceRow.UPDATE)
                        .executeBatch(invoices.stream()
                                .map(invoice -> InvoiceRow.updated(invoice, FINALISED))
                                .toList())
                        .chain(() -> publish(transaction, FINALISED, invoices)));
    }

    private static List<Invoice> numbered(NumberSeries series, long first, List<NewInvoice> drafts) {
        List<Invoice> invoices = new ArrayList<>();
        for (NewInvoice invoice : drafts) {
            Instant at = invoice.finaliseAt().orElseThrow();
            FinalInvoice numbered = invoice.draft().finalise(series.number(first + invoices.size()), at);
            invoices.add(numbered);
        }
        return invoices;
    }

    private Uni<Void> publish(SqlConnection transaction, long version, List<Invoice> invoices) {
        List<OutboxRecord> records = invoices.stream()
                .map(invoice -> ChangeRecords.of(invoice, version))
                .toList();
        return outbox.append(transaction, records);
    }

    /** A counter of numbers, in the order in which counters are taken. */
    private record Counter(TenantId tenant, NumberSeries series) implements Comparable<Counter> {
        private static final Comparator<Counter> ORDER = Comparator.comparing(Counter::tenant)
                .thenComparing(counter -> counter.series().kind())
                .thenComparing(counter -> counter.series().year());

        static Counter of(NewInvoice invoice) {
            InvoiceContent content = invoice.draft().content();
            return new Counter(content.tenant(), content.series());
        }

        @Override
        public int compareTo(Counter other) {
            return ORDER.compare(this, other);
        }
    }
}
