package io.tallyhouse.backing;

import java.util.Locale;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Both servers as containers; the images are chosen by system properties. */
final class ContainerPair implements BackingServices.Pair {
    private static final String KAFKA_IMAGE = System.getProperty("it.kafka.image", "apache/kafka:4.1.1");
    private static final String POSTGRES_IMAGE = System.getProperty("it.postgres.image", "postgres:17");
    private static final String SUPERUSER = "postgres";

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;

    private ContainerPair(KafkaContainer kafka, PostgreSQLContainer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /** Why no Docker engine answers; empty if one does. */
    static Optional<String> refusal() {
        QuietLogs.apply();
        try {
            DockerClientFactory.instance().client();
            return Optional.empty();
        } catch (IllegalStateException none) {
            // its own message only points to a log
            return Optional.of("DOCKER_HOST is "
                    + Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("not set"));
        }
    }

    static ContainerPair start() {
        KafkaContainer kafka =
                new KafkaContainer(DockerImageName.parse(KAFKA_IMAGE).asCompatibleSubstituteFor("apache/kafka"));
        BrokerProperties.SINGLE_NODE.forEach((name, value) -> kafka.withEnv(environmentName(name), value));
        PostgreSQLContainer postgres = new PostgreSQLContainer(
                        DockerImageName.parse(POSTGRES_IMAGE).asCompatibleSubstituteFor("postgres"))
                .withUsername(SUPERUSER)
                .withPassword(SUPERUSER)
                .withDatabaseName(SUPERUSER)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        ContainerPair pair = new ContainerPair(kafka, postgres);
        try {
            kafka.start();
            postgres.start();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw new BackingException(
                    "the containers %s and %s did not start: %s".formatted(KAFKA_IMAGE, POSTGRES_IMAGE, e.getMessage()),
                    e);
        }
    }

    /** The image reads {@code log.dirs} from {@code KAFKA_LOG_DIRS}. */
    private static String environmentName(String property) {
        return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public String kafkaBootstrapServers() {
        // the container says PLAINTEXT://host:port in some versions
        return kafka.getBootstrapServers().replaceFirst("^\\w+://", "");
    }

    @Override
    public PostgresDatabase maintenanceDatabase() {
        return new PostgresDatabase(postgres.getHost(), postgres.getFirstMappedPort(), SUPERUSER, SUPERUSER, SUPERUSER);
    }

    @Override
    public void close() {
        BackingServices.closeAll(kafka::stop, postgres::stop);
    }
}
