package io.tallyhouse.ingest.archive.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.tallyhouse.contracts.usage.EventIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which identities the archive may have from days that the meter may have forgotten, in bounded memory. Wrong in one
 * direction only: an identity that it does not know has no record from those days.
 */
@ApplicationScoped
class ForgottenIdentities {
    /** The meter forgets whole days, by the highest time that a partition has come to. */
    private static final int MARGIN_DAYS = 2;

    private static final int ROWS_AT_ONCE = 20_000;
    private static final String DAYS = """
            SELECT append_day, sum(last_offset - first_offset + 1)::bigint
            FROM archive_days WHERE append_day < ? GROUP BY append_day""";
    private static final String KEYS = "SELECT identity_key FROM usage_records WHERE append_day = ?";

    private final AgroalDataSource dataSource;
    private final InstantSource wall;
    private final int memoryDays;
    private final long bytesMax;
    private final ThreadLocal<IdentityKey> keys = ThreadLocal.withInitial(IdentityKey::new);
    private volatile Optional<Known> known = Optional.empty();

    ForgottenIdentities(
            AgroalDataSource dataSource,
            InstantSource wall,
            ArchiveSettings settings,
            @ConfigProperty(name = "tallyhouse.memory-days", defaultValue = "35") int memoryDays) {
        this.dataSource = dataSource;
        this.wall = wall;
        this.memoryDays = memoryDays;
        this.bytesMax = settings.forgottenMemoryMax().asLongValue();
    }

    /** @param days that are in the filter, with how many records each has at most */
    private record Known(Map<LocalDate, Long> days, BloomFilter filter) {
        boolean has(Map<LocalDate, Long> wanted) {
            return days.equals(wanted);
        }
    }

    /** Any, until it is known what the archive has. */
    boolean mayContain(EventIdentity identity) {
        Optional<Known> now = known;
        return now.isEmpty()
                || !now.get().days().isEmpty()
                        && now.get().filter().mayContain(keys.get().of(identity));
    }

    /** A day more is to be known each day, and a day less when its retention ends. */
    @Scheduled(every = "15m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() throws SQLException {
        turn(LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC));
    }

    void turn(LocalDate today) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Map<LocalDate, Long> wanted = days(connection, today.minusDays(memoryDays - MARGIN_DAYS));
            if (known.filter(now -> now.has(wanted)).isEmpty()) {
                known = Optional.of(read(connection, wanted));
            }
            connection.commit();
        }
    }

    private static Map<LocalDate, Long> days(Connection connection, LocalDate end) throws SQLException {
        Map<LocalDate, Long> days = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(DAYS)) {
            select.setObject(1, end);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    days.put(rows.getObject(1, LocalDate.class), rows.getLong(2));
                }
            }
        }
        return days;
    }

    private Known read(Connection connection, Map<LocalDate, Long> days) throws SQLException {
        long records = days.values().stream().mapToLong(Long::longValue).sum();
        BloomFilter filter = BloomFilter.of(records, bytesMax);
        for (LocalDate day : days.keySet()) {
            try (PreparedStatement select = connection.prepareStatement(KEYS)) {
                select.setFetchSize(ROWS_AT_ONCE);
                select.setObject(1, day);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        filter.add(rows.getLong(1));
                    }
                }
            }
        }
        return new Known(days, filter);
    }
}
