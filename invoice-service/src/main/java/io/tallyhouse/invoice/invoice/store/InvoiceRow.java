package io.tallyhouse.invoice.invoice.store;

import io.tallyhouse.invoice.document.CustomerSnapshot;
import io.tallyhouse.invoice.document.DraftInvoice;
import io.tallyhouse.invoice.document.FinalInvoice;
import io.tallyhouse.invoice.document.Invoice;
import io.tallyhouse.invoice.document.InvoiceContent;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.invoice.document.InvoiceNumber;
import io.tallyhouse.invoice.document.InvoiceStatus;
import io.tallyhouse.invoice.document.Totals;
import io.tallyhouse.invoice.document.VoidedInvoice;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A document as the table {@code invoices} has it.
 *
 * @param sequence in order of drafting
 * @param version counts changes from 1
 */
record InvoiceRow(long sequence, long version, Invoice invoice) {
    static final String COLUMNS = "sequence, tenant, id, run_id, schedule_id, customer_id, version, status, number,"
            + " currency, net_total, tax_total, gross_total, issue_date, due_date, period_start, period_end,"
            + " created_at, finalised_at, voided_at, document";
    static final String INSERT = "INSERT INTO invoices (tenant, id, run_id, schedule_id, customer_id, version, status,"
            + " currency, net_total, tax_total, gross_total, issue_date, due_date, period_start, period_end,"
            + " created_at, document)"
            + " VALUES ($1, $2, $3, $4, $5, 1, 'DRAFT', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
            + " ON CONFLICT DO NOTHING";
    /** What an issued document says is never touched: a step moves these columns only. */
    static final String UPDATE = "UPDATE invoices SET version = $3, status = $4, number = $5, finalised_at = $6,"
            + " voided_at = $7 WHERE tenant = $1 AND id = $2";

    static InvoiceRow of(Row row) {
        return new InvoiceRow(row.getLong("sequence"), row.getLong("version"), invoice(row));
    }

    /** Values of {@link #INSERT}. */
    static Tuple inserted(DraftInvoice draft) {
        InvoiceContent content = draft.content();
        return Tuple.tuple()
                .addString(content.tenant().value())
                .addString(content.id().value())
                .addString(content.runId().value())
                .addString(content.scheduleId().map(ScheduleId::value).orElse(null))
                .addString(content.customer().id().value())
                .addString(content.currency().code())
                .addValue(content.totals().net().value())
                .addValue(content.totals().tax().value())
                .addValue(content.totals().gross().value())
                .addLocalDate(content.issueDate())
                .addLocalDate(content.dueDate())
                .addLocalDate(content.billingPeriod().start())
                .addLocalDate(content.billingPeriod().end())
                .addOffsetDateTime(stored(content.createdAt()))
                .addValue(StoredDocument.write(content));
    }

    /** Values of {@link #UPDATE}. */
    static Tuple updated(Invoice invoice, long version) {
        return Tuple.tuple()
                .addString(invoice.content().tenant().value())
                .addString(invoice.content().id().value())
                .addLong(version)
                .addString(invoice.status().name())
                .addString(invoice.number().map(InvoiceNumber::text).orElse(null))
                .addOffsetDateTime(invoice.finalisedAt().map(InvoiceRow::stored).orElse(null))
                .addOffsetDateTime(invoice.voidedAt().map(InvoiceRow::stored).orElse(null));
    }

    private static Invoice invoice(Row row) {
        InvoiceContent content = content(row);
        Optional<InvoiceNumber> number =
                Optional.ofNullable(row.getString("number")).map(InvoiceNumber::parse);
        return switch (InvoiceStatus.valueOf(row.getString("status"))) {
            case DRAFT -> new DraftInvoice(content);
            case FINAL ->
                new FinalInvoice(
                        content,
                        number.orElseThrow(),
                        instant(row, "finalised_at").orElseThrow());
            case VOIDED ->
                new VoidedInvoice(
                        content,
                        number.orElseThrow(),
                        instant(row, "finalised_at"),
                        instant(row, "voided_at").orElseThrow());
        };
    }

    private static InvoiceContent content(Row row) {
        StoredDocument document = StoredDocument.read(row.get(JsonObject.class, "document"));
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        List<InvoiceLine> lines =
                document.lines().stream().map(line -> line.toLine(currency)).toList();
        CustomerSnapshot customer = document.customer().snapshot(new CustomerId(row.getString("customer_id")));
        return new InvoiceContent(
                new TenantId(row.getString("tenant")),
                new InvoiceId(row.getString("id")),
                new RunId(row.getString("run_id")),
                Optional.ofNullable(row.getString("schedule_id")).map(ScheduleId::new),
                customer,
                currency,
                document.zone(),
                row.getLocalDate("issue_date"),
                row.getLocalDate("due_date"),
                new DateRange(row.getLocalDate("period_start"), row.getLocalDate("period_end")),
                lines,
                new Totals(
                        money(currency, row, "net_total"),
                        money(currency, row, "tax_total"),
                        money(currency, row, "gross_total")),
                document.terms(),
                instant(row, "created_at").orElseThrow());
    }

    private static Money money(CurrencyCode currency, Row row, String column) {
        return new Money(currency, row.getBigDecimal(column));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime stored(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
