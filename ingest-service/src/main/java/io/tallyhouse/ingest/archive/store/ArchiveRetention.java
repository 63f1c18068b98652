package io.tallyhouse.ingest.archive.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.tallyhouse.kit.generation.KeptSchemas;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the next days of the archive ahead of time, and drops those whose retention has ended. */
@ApplicationScoped
class ArchiveRetention {
    private static final Logger LOGGER = Logger.getLogger(ArchiveRetention.class);
    private static final int DAYS_AHEAD = 1;

    private final AgroalDataSource dataSource;
    private final InstantSource wall;
    private final int retentionDays;

    ArchiveRetention(AgroalDataSource dataSource, InstantSource wall, ArchiveSettings settings) {
        this.dataSource = dataSource;
        this.wall = wall;
        this.retentionDays = settings.retentionDays();
    }

    @Scheduled(every = "1h", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() throws SQLException {
        KeptSchemas.drop(dataSource, KeptSchemas.FORMER);
        turn(LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC));
    }

    void turn(LocalDate today) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // dropping waits for searches; the reader must not queue up behind it for long
                statement.execute("SET LOCAL lock_timeout = '2s'");
                for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
                    ArchiveDays.ensure(connection, today.plusDays(ahead));
                }
                connection.commit();
                statement.execute("SET LOCAL lock_timeout = '2s'");
                int dropped = ArchiveDays.dropBefore(connection, today.minusDays(retentionDays));
                connection.commit();
                if (dropped > 0) {
                    LOGGER.infof("the archive dropped %d days older than %d days", dropped, retentionDays);
                }
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
