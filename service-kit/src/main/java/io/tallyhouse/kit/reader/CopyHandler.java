package io.tallyhouse.kit.reader;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** As {@link RecordHandler}, over JDBC on the reader's own thread: for COPY, which the reactive client lacks. */
@FunctionalInterface
public interface CopyHandler {
    void apply(Connection transaction, List<ConsumerRecord<byte[], byte[]>> batch) throws SQLException;
}
