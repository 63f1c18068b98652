package io.tallyhouse.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Both servers in one temporary folder that is named after this process, so that a later run knows it is abandoned. */
final class EmbeddedPair implements BackingServices.Pair {
    private static final String PREFIX = "tallyhouse-backing-";

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final LocalPostgres postgres;

    private EmbeddedPair(Path folder, EmbeddedKafka kafka, LocalPostgres postgres) {
        this.folder = folder;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    static EmbeddedPair start() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        removeAbandoned(temporary);
        Path folder = create(temporary);
        CompletableFuture<LocalPostgres> postgres = CompletableFuture.supplyAsync(() -> LocalPostgres.start(
                LocalPostgres.Settings.in(postgresFolder(folder)).withoutDurability()));
        EmbeddedKafka kafka;
        try {
            kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder.resolve("kafka")));
        } catch (RuntimeException e) {
            postgres.thenAccept(LocalPostgres::close).join();
            throw e;
        }
        try {
            return new EmbeddedPair(folder, kafka, postgres.join());
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static Path create(Path temporary) {
        try {
            return Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A killed test run leaves its folder and its PostgreSQL behind. */
    private static void removeAbandoned(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*-*")) {
            for (Path folder : folders) {
                if (isAbandoned(folder)) {
                    new Postmaster(LocalPostgres.dataFolder(postgresFolder(folder))).clearLeftovers();
                    Folders.deleteRecursively(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path folder) {
        String pid = folder.getFileName().toString().substring(PREFIX.length()).replaceFirst("-.*", "");
        return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static Path postgresFolder(Path folder) {
        return folder.resolve("postgres");
    }

    @Override
    public String kafkaBootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public PostgresDatabase maintenanceDatabase() {
        return postgres.maintenanceDatabase();
    }

    @Override
    public void close() {
        BackingServices.closeAll(kafka, postgres, () -> Folders.deleteRecursively(folder));
    }
}
