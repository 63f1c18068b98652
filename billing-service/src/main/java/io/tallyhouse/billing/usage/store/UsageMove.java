package io.tallyhouse.billing.usage.store;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.generation.GenerationMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The copy of windows is read anew, from the start of the generation's own topic. */
@ApplicationScoped
class UsageMove implements GenerationMove {
    @Override
    public void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("TRUNCATE metric_windows, meter_positions, metric_starts, metric_replays");
            statement.execute("DELETE FROM reader_positions WHERE topic = '" + from.metricWindows() + "'");
        }
    }
}
