package io.tallyhouse.billing.run.store;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.generation.GenerationMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs that wait for offsets of another generation take their basis once more. The new log has every event that was
 * accepted before, so what they wait for then is no less.
 */
@ApplicationScoped
class RunsMove implements GenerationMove {
    private static final String WITHOUT_BASIS = """
            UPDATE billing_runs SET state = 'DUE', customer = NULL, needed_partitions = '{}', needed_offsets = '{}',
                next_attempt_at = '-infinity'
            WHERE state <> 'DONE'""";

    @Override
    public void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.executeUpdate(WITHOUT_BASIS);
        }
    }
}
