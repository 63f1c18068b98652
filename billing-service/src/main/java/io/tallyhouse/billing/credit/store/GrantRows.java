package io.tallyhouse.billing.credit.store;

import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.CreditGrant.Standing;
import io.tallyhouse.billing.credit.CreditGrant.Status;
import io.tallyhouse.billing.credit.GrantTerms;
import io.tallyhouse.billing.store.column.JsonColumns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of {@code credit_grants}. */
final class GrantRows {
    /** The columns of a grant, for a table called {@code g}. */
    static final String COLUMNS =
            "g.sequence, g.version, g.status, g.balance, g.carried_out, g.renewed, g.entries, g.terms";

    static final String INSERT = """
            INSERT INTO credit_grants (tenant, id, version, status, balance, carried_out, renewed, entries, renews_at,
                due_at, customer_id, effective_at, expires_on, ends_at, terms)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (tenant, id) DO NOTHING""";
    /** What was granted is never touched. */
    static final String UPDATE = """
            UPDATE credit_grants SET version = $3, status = $4, balance = $5, carried_out = $6, renewed = $7,
                entries = $8, renews_at = $9, due_at = $10
            WHERE tenant = $1 AND id = $2""";

    private GrantRows() {}

    static CreditGrant read(Row row) {
        return new CreditGrant(
                JsonColumns.read(row.getJsonObject("terms"), GrantTerms.class),
                new Standing(
                        row.getLong("version"),
                        Status.valueOf(row.getString("status")),
                        row.getBigDecimal("balance"),
                        row.getBigDecimal("carried_out"),
                        row.getBoolean("renewed"),
                        row.getInteger("entries")));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reader) {
        List<T> list = new ArrayList<>();
        rows.forEach(row -> list.add(reader.apply(row)));
        return list;
    }

    static Optional<CreditGrant> first(RowSet<Row> rows) {
        return list(rows, GrantRows::read).stream().findFirst();
    }

    /** Values of {@link #UPDATE}. */
    static Tuple updated(CreditGrant grant) {
        Standing standing = grant.standing();
        return Tuple.tuple()
                .addString(grant.terms().tenant().value())
                .addString(grant.terms().id().value())
                .addLong(standing.version())
                .addString(standing.status().name())
                .addValue(standing.balance())
                .addValue(standing.carriedOut())
                .addBoolean(standing.renewed())
                .addInteger(standing.entries())
                .addOffsetDateTime(utc(grant.renewsAt()))
                .addOffsetDateTime(utc(grant.dueAt()));
    }

    /** Values of {@link #INSERT}. */
    static Tuple inserted(CreditGrant grant) {
        GrantTerms terms = grant.terms();
        return updated(grant)
                .addString(terms.customerId().value())
                .addOffsetDateTime(
                        utc(terms.effectiveOn().atStartOfDay(terms.zone()).toInstant()))
                .addLocalDate(terms.expiresOn().orElse(null))
                .addOffsetDateTime(utc(grant.endsAt()))
                .addValue(JsonColumns.write(terms));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utc(Optional<Instant> instant) {
        return instant.map(GrantRows::utc).orElse(null);
    }
}
