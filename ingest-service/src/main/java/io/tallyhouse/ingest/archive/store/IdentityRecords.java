package io.tallyhouse.ingest.archive.store;

import com.fasterxml.jackson.core.JsonParser;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.archive.EventContent;
import io.tallyhouse.ingest.archive.LoggedRecord;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Reads all records of identities, each by the index of identities. */
final class IdentityRecords {
    /** Of {@code usage_records r}, as {@link #identity} and {@link #record} read them. */
    static final String COLUMNS = """
            r.tenant, r.subject, r.source, r.event_id, r.kafka_partition, r.kafka_offset, r.kind, r.accepted_at,
            r.event_type, r.time_sent, r.data::text AS data, r.revision, r.reason""";

    private static final String SELECT = "SELECT " + COLUMNS + """
             FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
                AS wanted (identity_key, tenant, subject, source, event_id)
            JOIN %s r ON r.identity_key = wanted.identity_key AND r.tenant = wanted.tenant
                AND r.subject = wanted.subject AND r.source = wanted.source AND r.event_id = wanted.event_id""";
    /** For more at once PostgreSQL would rather read the whole archive than look into an index of each day. */
    private static final int AT_ONCE = 1_000;

    private IdentityRecords() {}

    /** By offset; nothing for an identity that the archive does not know. */
    static Uni<Map<EventIdentity, List<LoggedRecord>>> of(SqlClient client, Collection<EventIdentity> identities) {
        return of(client, "usage_records", identities);
    }

    /** @param table with the columns of {@code usage_records} */
    static Uni<Map<EventIdentity, List<LoggedRecord>>> of(
            SqlClient client, String table, Collection<EventIdentity> identities) {
        String sql = SELECT.formatted(table);
        List<EventIdentity> wanted = List.copyOf(identities);
        Uni<Map<EventIdentity, List<LoggedRecord>>> found = Uni.createFrom().item(HashMap::new);
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<EventIdentity> some = wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()));
            found = found.call(records -> some(client, sql, some).invoke(records::putAll));
        }
        return found;
    }

    private static Uni<Map<EventIdentity, List<LoggedRecord>>> some(
            SqlClient client, String sql, Collection<EventIdentity> identities) {
        IdentityKey keys = new IdentityKey();
        Tuple wanted = Tuple.of(
                identities.stream().map(keys::of).toArray(Long[]::new),
                column(identities, identity -> identity.tenant().value()),
                column(identities, EventIdentity::subject),
                column(identities, EventIdentity::source),
                column(identities, EventIdentity::id));
        return client.preparedQuery(sql).execute(wanted).map(IdentityRecords::records);
    }

    private static String[] column(Collection<EventIdentity> identities, Function<EventIdentity, String> column) {
        return identities.stream().map(column).toArray(String[]::new);
    }

    private static Map<EventIdentity, List<LoggedRecord>> records(RowSet<Row> rows) {
        Map<EventIdentity, List<LoggedRecord>> records = new HashMap<>(rows.size() * 2);
        for (Row row : rows) {
            records.computeIfAbsent(identity(row), absent -> new ArrayList<>(1)).add(record(row));
        }
        // sorted here, for a sort of all rows with their data would be PostgreSQL's larger one
        records.values().forEach(list -> list.sort(Comparator.comparingLong(LoggedRecord::offset)));
        return records;
    }

    static EventIdentity identity(Row row) {
        return new EventIdentity(
                new TenantId(row.getString("tenant")),
                row.getString("subject"),
                row.getString("source"),
                row.getString("event_id"));
    }

    static LoggedRecord record(Row row) {
        return new LoggedRecord(
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                Kind.valueOf(row.getString("kind")),
                row.getOffsetDateTime("accepted_at").toInstant(),
                Optional.ofNullable(row.getString("event_type")).map(type -> content(type, row)),
                Optional.ofNullable(row.getString("reason")));
    }

    private static EventContent content(String type, Row row) {
        return new EventContent(
                type,
                Optional.ofNullable(row.getString("time_sent")),
                data(row.getString("data")),
                Optional.ofNullable(row.getLong("revision")));
    }

    static SortedMap<String, DataValue> data(String json) {
        try (JsonParser parser = ContractJson.mapper().getFactory().createParser(json)) {
            parser.nextToken();
            return UsageRecordCodec.readData(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive has data that is no JSON", e);
        }
    }
}
