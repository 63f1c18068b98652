package io.tallyhouse.scenarios;

import io.tallyhouse.backing.PostgresDatabase;
import io.tallyhouse.contracts.route.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A service's database as its superuser, for faults that no API can make. */
final class Tables {
    private Tables() {}

    static Connection connect(Service service) throws SQLException {
        PostgresDatabase database = SharedStack.get().database(service);
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    static void execute(Service service, String... statements) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The one number, or text, that a query answers. */
    static String one(Service service, String sql) throws SQLException {
        try (Connection connection = connect(service);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
