package io.tallyhouse.kit.generation;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.LogGeneration;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Moves the service's tables to the generation of the settings, before anything else starts. */
@ApplicationScoped
public class LogGenerations {
    private static final Logger LOGGER = Logger.getLogger(LogGenerations.class);
    /** Before all that reads topics or tables. */
    private static final int BEFORE_ALL = -100;

    private final AgroalDataSource dataSource;
    private final Instance<GenerationMove> moves;
    private final LogGeneration wanted;

    LogGenerations(AgroalDataSource dataSource, Instance<GenerationMove> moves, LogGeneration wanted) {
        this.dataSource = dataSource;
        this.moves = moves;
        this.wanted = wanted;
    }

    @Produces
    @Singleton
    static LogGeneration wanted(LogSettings settings) {
        return new LogGeneration(settings.generation());
    }

    void start(@Observes @Priority(BEFORE_ALL) StartupEvent event) throws SQLException {
        moveTo(wanted);
    }

    /** Does nothing if the tables belong to it already. */
    public void moveTo(LogGeneration to) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<LogGeneration> from = noted(connection);
                if (from.isPresent() && !from.get().equals(to)) {
                    LOGGER.infof(
                            "moving from generation %d of the log to %d",
                            from.get().number(), to.number());
                    for (GenerationMove move : moves) {
                        move.move(connection, from.get(), to);
                    }
                }
                note(connection, to);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Instances that start at the same time take turns. */
    private static Optional<LogGeneration> noted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE log_generation IN EXCLUSIVE MODE");
            try (ResultSet row = statement.executeQuery("SELECT generation FROM log_generation")) {
                return row.next() ? Optional.of(new LogGeneration(row.getInt(1))) : Optional.empty();
            }
        }
    }

    private static void note(Connection connection, LogGeneration generation) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO log_generation (generation) VALUES (?)"
                + " ON CONFLICT (one) DO UPDATE SET generation = excluded.generation")) {
            upsert.setInt(1, generation.number());
            upsert.executeUpdate();
        }
    }
}
