package io.tallyhouse.backing;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One started Kafka and one PostgreSQL for tests and benchmarks, empty and gone afterwards. The system property
 * {@value Backend#PROPERTY} chooses where they come from; the choice and why is logged once.
 *
 * <p>Kafka creates no topics by itself (see {@link KafkaTopics}). PostgreSQL does not write through to the disk.
 */
public final class BackingServices implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackingServices.class);

    private final Pair pair;
    private final Backend.Choice choice;

    private BackingServices(Pair pair, Backend.Choice choice) {
        this.pair = pair;
        this.choice = choice;
    }

    /** What a backend must give. */
    interface Pair extends AutoCloseable {
        String kafkaBootstrapServers();

        PostgresDatabase maintenanceDatabase();

        @Override
        void close();
    }

    /** The pair all tests of this JVM share: started at the first call, stopped with the JVM. Do not close it. */
    public static BackingServices shared() {
        return Shared.SERVICES;
    }

    /** A pair of one's own, for who stops and restarts it. */
    public static BackingServices start() {
        QuietLogs.apply();
        Backend.Choice choice = Backend.choose(System.getProperty(Backend.PROPERTY, "auto"), ContainerPair::refusal);
        LOGGER.info("Kafka and PostgreSQL are {}", choice);
        Pair pair = switch (choice.backend()) {
            case CONTAINERS -> ContainerPair.start();
            case EMBEDDED -> EmbeddedPair.start();
        };
        return new BackingServices(pair, choice);
    }

    /** Where this pair runs. */
    public Backend backend() {
        return choice.backend();
    }

    /** Backend and reason, as logged. */
    public String describeChoice() {
        return choice.toString();
    }

    /** {@code host:port}. */
    public String kafkaBootstrapServers() {
        return pair.kafkaBootstrapServers();
    }

    public String postgresHost() {
        return pair.maintenanceDatabase().host();
    }

    public int postgresPort() {
        return pair.maintenanceDatabase().port();
    }

    /** The superuser. */
    public String postgresUser() {
        return pair.maintenanceDatabase().user();
    }

    /** The superuser's. */
    public String postgresPassword() {
        return pair.maintenanceDatabase().password();
    }

    /** Creates the database, if missing, with an owner and a password of the same name. */
    public PostgresDatabase createDatabase(String name) {
        return Databases.createIfMissing(pair.maintenanceDatabase(), name, name);
    }

    @Override
    public void close() {
        pair.close();
    }

    /** Started by the class loader: once, and a failure is every caller's failure. */
    private static final class Shared {
        static final BackingServices SERVICES = started();

        private static BackingServices started() {
            BackingServices services = start();
            Runtime.getRuntime().addShutdownHook(new Thread(services::close, "backing-services-closer"));
            return services;
        }
    }

    /** Closes all, in this order; the first failure is thrown with the others as suppressed ones. */
    static void closeAll(AutoCloseable... parts) {
        Optional<RuntimeException> failure = Optional.empty();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                if (failure.isEmpty()) {
                    failure = Optional.of(new BackingException("cannot stop: " + e.getMessage(), e));
                } else {
                    failure.get().addSuppressed(e);
                }
            }
        }
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }
}
