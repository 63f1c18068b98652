package io.tallyhouse.kit.reader;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.kit.reader.Positions.Moved;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How one batch takes effect: rows and positions, or neither. */
interface ReaderTransactions {
    void run(Positions move, List<ConsumerRecord<byte[], byte[]>> batch) throws Exception;

    /** Through the reactive client. */
    static ReaderTransactions reactive(Pool pool, RecordHandler handler) {
        Duration timeout = Duration.ofSeconds(60);
        return (move, batch) -> pool.withTransaction(
                        transaction -> moveAll(transaction, move).chain(() -> handler.apply(transaction, batch)))
                .await()
                .atMost(timeout);
    }

    private static Uni<Void> moveAll(SqlConnection transaction, Positions move) {
        String sql = Positions.COMPARE_AND_SET.formatted("$1", "$2", "$3", "$4", "$5", "$6");
        Uni<Void> moved = Uni.createFrom().voidItem();
        for (Map.Entry<TopicPartition, Long> entry : move.to().entrySet()) {
            TopicPartition partition = entry.getKey();
            Tuple row = Tuple.from(List.of(
                    entry.getValue(),
                    move.reader(),
                    partition.topic(),
                    partition.partition(),
                    move.topicIds().getOrDefault(partition.topic(), ""),
                    move.from().getOrDefault(partition, -1L)));
            moved = moved.chain(() -> transaction.preparedQuery(sql).execute(row))
                    .invoke(rows -> {
                        if (rows.rowCount() != 1) {
                            throw new Moved(move.reader(), partition);
                        }
                    })
                    .replaceWithVoid();
        }
        return moved;
    }

    /** Over JDBC. */
    static ReaderTransactions copying(AgroalDataSource dataSource, CopyHandler handler) {
        return (move, batch) -> {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    moveAll(connection, move);
                    handler.apply(connection, batch);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                }
            }
        };
    }

    private static void moveAll(Connection connection, Positions move) throws SQLException {
        String sql = Positions.COMPARE_AND_SET.formatted("?", "?", "?", "?", "?", "?");
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Map.Entry<TopicPartition, Long> entry : move.to().entrySet()) {
                TopicPartition partition = entry.getKey();
                update.setLong(1, entry.getValue());
                update.setString(2, move.reader());
                update.setString(3, partition.topic());
                update.setInt(4, partition.partition());
                update.setString(5, move.topicIds().getOrDefault(partition.topic(), ""));
                update.setLong(6, move.from().getOrDefault(partition, -1L));
                if (update.executeUpdate() != 1) {
                    throw new Moved(move.reader(), partition);
                }
            }
        }
    }
}
