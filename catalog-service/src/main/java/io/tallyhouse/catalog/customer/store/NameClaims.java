package io.tallyhouse.catalog.customer.store;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A customer's names, each with its time, against the table of all names. */
final class NameClaims {
    /** Of the tenant $1 the names $2; until the end of the transaction. */
    static final String LOCK = "select pg_advisory_xact_lock(place)::text from (select distinct"
            + " hashtextextended($1 || ' ' || name, 0) as place from unnest($2::text[]) as name order by place offset 0)"
            + " as places";

    private static final String WANTED =
            "unnest($3::text[], $4::text[], $5::text[]) as wanted(alias, valid_from, valid_to)";

    static final String RELEASE = "delete from customer_aliases held where tenant = $1 and customer = $2 and not exists"
            + " (select 1 from " + WANTED + " where wanted.alias = held.alias"
            + " and wanted.valid_from::timestamptz = held.valid_from"
            + " and wanted.valid_to::timestamptz = held.valid_to)";

    /** What another has from the same moment on stays, and shows as a clash. */
    static final String CLAIM = "insert into customer_aliases (tenant, alias, customer, valid_from, valid_to)"
            + " select $1, alias, $2, valid_from::timestamptz, valid_to::timestamptz from " + WANTED
            + " on conflict do nothing";

    static final String CLASHES = "select held.alias, held.customer from customer_aliases held join " + WANTED
            + " on wanted.alias = held.alias where held.tenant = $1 and held.customer <> $2"
            + " and held.valid_from < wanted.valid_to::timestamptz"
            + " and wanted.valid_from::timestamptz < held.valid_to";

    private NameClaims() {}

    /** Tenant, customer, names, first moments and last ones. */
    static Tuple of(CustomerRecord customer) {
        List<SubjectSpan> spans = customer.spans();
        return Tuple.of(
                customer.tenant().value(),
                customer.id().value(),
                spans.stream().map(SubjectSpan::subject).toArray(String[]::new),
                spans.stream().map(span -> text(span.from(), "-infinity")).toArray(String[]::new),
                spans.stream().map(span -> text(span.to(), "infinity")).toArray(String[]::new));
    }

    private static String text(Optional<Instant> moment, String none) {
        return moment.map(Instant::toString).orElse(none);
    }
}
