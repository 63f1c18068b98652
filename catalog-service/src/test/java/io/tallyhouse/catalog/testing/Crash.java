package io.tallyhouse.catalog.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What a crash leaves behind. */
public final class Crash {
    private Crash() {}

    /** The units of work of a tenant's requests have happened, but their answers were not kept. */
    public static void loseAnswers(DataSource dataSource, String tenant) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update idempotency_keys set status = null, leased_until = '-infinity' where tenant = ?")) {
            statement.setString(1, tenant);
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("no answer of " + tenant + " was kept");
            }
        }
    }
}
