package io.tallyhouse.ingest.control.kafka;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.ingest.control.SentStarts;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link SentStarts} on the table {@code metric_starts_sent}, in the transaction that moves the reader on, which ends it. */
final class PostgresSentStarts implements SentStarts {
    private static final String SELECT = """
            SELECT tenant, metric_id, version FROM metric_starts_sent
            WHERE (tenant, metric_id, version) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::int[]))""";
    private static final String INSERT = """
            INSERT INTO metric_starts_sent (tenant, metric_id, version, definition)
            SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) ON CONFLICT DO NOTHING""";

    private final SqlConnection transaction;

    PostgresSentStarts(SqlConnection transaction) {
        this.transaction = transaction;
    }

    private record Version(String tenant, String metric, int version) {
        static Version of(MetricDefinition definition) {
            return new Version(definition.tenant().value(), definition.id().value(), definition.version());
        }
    }

    @Override
    public Uni<List<MetricDefinition>> missing(List<MetricDefinition> definitions) {
        return transaction.preparedQuery(SELECT).execute(columns(definitions)).map(rows -> {
            Set<Version> seen = versions(rows);
            return definitions.stream()
                    .filter(definition -> seen.add(Version.of(definition)))
                    .toList();
        });
    }

    @Override
    public Uni<Void> note(List<MetricDefinition> definitions) {
        return transaction
                .preparedQuery(INSERT)
                .execute(columns(definitions)
                        .addArrayOfString(definitions.stream()
                                .map(definition -> new String(ContractJson.write(definition), StandardCharsets.UTF_8))
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Set<Version> versions(RowSet<Row> rows) {
        Set<Version> versions = new HashSet<>();
        rows.forEach(row -> versions.add(
                new Version(row.getString("tenant"), row.getString("metric_id"), row.getInteger("version"))));
        return versions;
    }

    private static Tuple columns(List<MetricDefinition> definitions) {
        return Tuple.of(
                definitions.stream()
                        .map(definition -> definition.tenant().value())
                        .toArray(String[]::new),
                definitions.stream().map(definition -> definition.id().value()).toArray(String[]::new),
                definitions.stream().map(MetricDefinition::version).toArray(Integer[]::new));
    }
}
