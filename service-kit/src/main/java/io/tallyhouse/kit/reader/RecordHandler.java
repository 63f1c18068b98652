package io.tallyhouse.kit.reader;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows of records, inside the transaction that also moves the reader's position. */
@FunctionalInterface
public interface RecordHandler {
    Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch);
}
