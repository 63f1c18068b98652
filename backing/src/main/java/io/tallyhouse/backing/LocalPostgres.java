package io.tallyhouse.backing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One PostgreSQL server (17) as a child process, on 127.0.0.1 only and without a Unix socket. Its folder keeps all data
 * over restarts, also after this process or the server was killed. Local connections are trusted: a password is taken
 * but not checked, so nothing but this machine may reach the port.
 *
 * <p>Folder: {@code data/} (the cluster), {@code postgres.log}, {@code folder.lock}.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS_ON_FREE_PORTS = 3;

    private final EmbeddedPostgres server;
    private final Postmaster postmaster;
    private final FolderLock lock;
    private final PostgresDatabase maintenance;
    private boolean closed;

    private LocalPostgres(EmbeddedPostgres server, Postmaster postmaster, FolderLock lock) {
        this.server = server;
        this.postmaster = postmaster;
        this.lock = lock;
        this.maintenance = new PostgresDatabase(Ports.HOST, server.getPort(), SUPERUSER, SUPERUSER, SUPERUSER);
    }

    /**
     * Where and how to run the server.
     *
     * @param folder kept over restarts; created if missing
     * @param port 0 for a free one
     * @param durable true: a commit is on the disk before it is confirmed; false (tests): faster, and a crash of the
     *     machine may lose the folder
     * @param config server configuration that comes on top of this class's choice and wins over it; values without spaces
     */
    public record Settings(Path folder, int port, boolean durable, Map<String, String> config) {
        public Settings {
            config = Map.copyOf(config);
        }

        /** Durable, on a free port. */
        public static Settings in(Path folder) {
            return new Settings(folder, 0, true, Map.of());
        }

        public Settings withPort(int wanted) {
            return new Settings(folder, wanted, durable, config);
        }

        /** For tests only. */
        public Settings withoutDurability() {
            return new Settings(folder, port, false, config);
        }

        public Settings withConfig(String name, String value) {
            Map<String, String> more = new HashMap<>(config);
            more.put(name, value);
            return new Settings(folder, port, durable, more);
        }
    }

    /**
     * Starts the server and returns when it takes connections. A server that a killed process left behind on the same
     * folder is stopped first.
     *
     * @throws BackingException if the port is taken (named), the folder has another owner, or the server does not start
     */
    public static LocalPostgres start(Settings settings) {
        QuietLogs.apply();
        FolderLock lock = FolderLock.take(settings.folder(), "PostgreSQL");
        Postmaster postmaster = new Postmaster(dataFolder(settings.folder()));
        try {
            postmaster.clearLeftovers();
            for (int attempt = 1; ; attempt++) {
                try {
                    return startOnce(settings, postmaster, lock);
                } catch (BackingException e) {
                    postmaster.clearLeftovers();
                    // a free port may have been taken between the look and the bind
                    if (settings.port() != 0 || attempt == ATTEMPTS_ON_FREE_PORTS) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static LocalPostgres startOnce(Settings settings, Postmaster postmaster, FolderLock lock) {
        int port = Ports.claim(settings.port(), "PostgreSQL");
        Path log = settings.folder().resolve("postgres.log");
        Path complete = settings.folder().resolve("initialised");
        if (!Files.exists(complete)) {
            // initdb may have been killed half way; nobody has had this server yet
            Folders.deleteRecursively(dataFolder(settings.folder()));
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(dataFolder(settings.folder()))
                .setCleanDataDirectory(false)
                .setPGStartupWait(START_PATIENCE)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        configuration(settings).forEach(builder::setServerConfig);
        try {
            LocalPostgres started = new LocalPostgres(builder.start(), postmaster, lock);
            Files.writeString(complete, "");
            return started;
        } catch (IOException | IllegalStateException e) {
            throw new BackingException(
                    "PostgreSQL did not start on port %d in folder %s; it says why in %s"
                            .formatted(port, settings.folder(), log),
                    e);
        }
    }

    private static Map<String, String> configuration(Settings settings) {
        String durable = settings.durable() ? "on" : "off";
        Map<String, String> config = new HashMap<>();
        config.put("listen_addresses", Ports.HOST);
        config.put("unix_socket_directories", "");
        config.put("shared_buffers", "64MB");
        config.put("max_connections", "200");
        // zonky starts the server with fsync and synchronous_commit off; what stands here wins
        config.put("fsync", durable);
        config.put("synchronous_commit", durable);
        config.put("full_page_writes", durable);
        config.putAll(settings.config());
        return config;
    }

    static Path dataFolder(Path folder) {
        return folder.resolve("data").toAbsolutePath().normalize();
    }

    /** Creates the database with an owner of the same name and the password of the same name. */
    public PostgresDatabase createDatabaseIfMissing(String name) {
        return createDatabaseIfMissing(name, name);
    }

    /** Creates the database with an owner of the same name; both stay as they are if they exist, but for the password. */
    public PostgresDatabase createDatabaseIfMissing(String name, String password) {
        return Databases.createIfMissing(maintenance, name, password);
    }

    /** The superuser's database. */
    public PostgresDatabase maintenanceDatabase() {
        return maintenance;
    }

    public String host() {
        return maintenance.host();
    }

    public int port() {
        return maintenance.port();
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl(String database) {
        return maintenance.named(database, database, database).jdbcUrl();
    }

    /** The server's process, for those who watch it; empty if it runs no more. */
    public Optional<ProcessHandle> process() {
        return postmaster.running();
    }

    /** Stops the server (clients are cut off, data is safe) and waits for it; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            var process = postmaster.running();
            server.close();
            process.ifPresent(postmaster::awaitEnd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }
}
