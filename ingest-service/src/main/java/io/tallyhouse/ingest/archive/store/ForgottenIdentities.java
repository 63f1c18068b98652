package io.tallyhouse.ingest.archive.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.intake.FormerVersionsUnknown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Which identities the archive may have from days that the meter may have forgotten, in bounded memory. Wrong in one
 * direction only: an identity that it does not know has no record from those days.
 */
@ApplicationScoped
class ForgottenIdentities {
    private static final Logger LOGGER = Logger.getLogger(ForgottenIdentities.class);
    /** The meter forgets whole days, by the highest time that a partition has come to. */
    private static final int MARGIN_DAYS = 2;

    /** A day more is to be known each day, and a day less when its retention ends. */
    private static final Duration PAUSE = Duration.ofMinutes(15);

    /** So few are read before anything is served: a fraction of a second. */
    private static final long RECORDS_AT_START = 100_000;

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
    private volatile long nextMillis;

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

    /**
     * What the archive had when it was read.
     *
     * @param days that are in the filter, with how many records each has at most
     * @param staleMillis from then on the meter may have forgotten a day that is not in it, in milliseconds since 1970
     */
    private record Known(Map<LocalDate, Long> days, BloomFilter filter, long staleMillis) {
        boolean has(Map<LocalDate, Long> wanted) {
            return days.equals(wanted);
        }

        Known until(long end) {
            return new Known(days, filter, end);
        }
    }

    /** False until it is known what the archive has. */
    boolean isKnown() {
        return known.isPresent();
    }

    /**
     * Any, if what is known is too old to tell.
     *
     * @throws FormerVersionsUnknown until it is known what the archive has
     */
    boolean mayContain(EventIdentity identity) {
        Known now = known.orElseThrow(() -> new FormerVersionsUnknown("the archive's identities are being read"));
        return wall.millis() >= now.staleMillis()
                || !now.days().isEmpty() && now.filter().mayContain(keys.get().of(identity));
    }

    /** A young archive is known before the first request; one that is large is read while readiness waits for it. */
    void start(@Observes StartupEvent event) {
        try {
            turn(RECORDS_AT_START);
        } catch (SQLException e) {
            LOGGER.warnf("the archive's identities are not known yet: %s", e.getMessage());
        }
    }

    /** Until the first time has succeeded, nothing can be accepted: then it is tried again soon. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() throws SQLException {
        if (known.isEmpty() || wall.millis() >= nextMillis) {
            nextMillis = wall.millis() + PAUSE.toMillis();
            turn(Long.MAX_VALUE);
        }
    }

    /** Leaves everything as it is if there are more records than so many. */
    void turn(long recordsMax) throws SQLException {
        LocalDate today = LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
        LocalDate end = today.minusDays(memoryDays - MARGIN_DAYS);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Map<LocalDate, Long> wanted = days(connection, end);
            if (records(wanted) <= recordsMax) {
                Optional<Known> same = known.filter(now -> now.has(wanted));
                Known next = same.isPresent() ? same.get() : read(connection, wanted);
                known = Optional.of(next.until(staleMillis(end)));
            }
            connection.commit();
        }
    }

    /** The first day that is not in it is remembered so long. */
    private long staleMillis(LocalDate end) {
        return end.plusDays(memoryDays).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static long records(Map<LocalDate, Long> days) {
        return days.values().stream().mapToLong(Long::longValue).sum();
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
        BloomFilter filter = BloomFilter.of(records(days), bytesMax);
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
        return new Known(days, filter, Long.MIN_VALUE);
    }
}
