package io.tallyhouse.kit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where a unit of work leaves the records it causes. They are sent once the transaction has committed. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT =
            "INSERT INTO outbox (tenant, topic, record_key, record_value) VALUES ($1, $2, $3, $4)";

    public Uni<Void> append(SqlConnection transaction, OutboxRecord... records) {
        return append(transaction, List.of(records));
    }

    public Uni<Void> append(SqlConnection transaction, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = records.stream()
                .map(record -> Tuple.of(
                        record.tenant().value(),
                        record.topic(),
                        Buffer.buffer(record.key()).getDelegate(),
                        Buffer.buffer(record.value()).getDelegate()))
                .toList();
        return transaction.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    /** True when everything that this tenant's units of work have left was sent. */
    public Uni<Boolean> isEmpty(SqlClient client, TenantId tenant) {
        return client.preparedQuery("SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE tenant = $1)")
                .execute(Tuple.of(tenant.value()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
