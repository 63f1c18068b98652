package io.tallyhouse.kit.generation;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Schemas for tables of a generation that is not in force. */
public final class KeptSchemas {
    /** Of the generation that was in force before. */
    public static final String FORMER = "former";
    /** Of the generation that is being filled. */
    public static final String NEXT = "next";

    private static final String TABLES = """
            SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', nspname, relname)
            FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE nspname = ? AND relkind IN ('r', 'p') ORDER BY relispartition DESC""";

    private KeptSchemas() {}

    /** Drops the schema, if it is there, table by table: all at once may take more locks than there are. */
    public static void drop(AgroalDataSource dataSource, String schema) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String drop : drops(connection, schema)) {
                statement.execute(drop);
            }
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static List<String> drops(Connection connection, String schema) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                }
            }
        }
        return drops;
    }
}
