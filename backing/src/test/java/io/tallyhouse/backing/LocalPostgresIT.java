package io.tallyhouse.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocalPostgresIT {
    @TempDir
    private Path folder;

    @Test
    void a_row_survives_a_restart_and_the_killing_of_the_server() throws Exception {
        // Given
        LocalPostgres.Settings settings = LocalPostgres.Settings.in(folder);
        try (LocalPostgres postgres = LocalPostgres.start(settings)) {
            PostgresDatabase ledger = postgres.createDatabaseIfMissing("ledger");
            execute(ledger, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)");
        }
        // When
        try (LocalPostgres postgres = LocalPostgres.start(settings)) {
            PostgresDatabase ledger = postgres.createDatabaseIfMissing("ledger");
            assertThat(ask(ledger, "SELECT sum(id) FROM kept")).isEqualTo("1");
            execute(ledger, "INSERT INTO kept VALUES (2)");
            kill(postgres.process().orElseThrow());
        }
        // Then
        try (LocalPostgres postgres = LocalPostgres.start(settings)) {
            // 1 of the first start + 2 of the second
            assertThat(ask(postgres.createDatabaseIfMissing("ledger"), "SELECT sum(id) FROM kept"))
                    .isEqualTo("3");
        }
    }

    @Test
    void a_server_left_behind_by_a_killed_process_is_stopped_before_the_next_start() throws Exception {
        // Given
        long left = startInProcessThatIsKilled();
        assertThat(ProcessHandle.of(left)).isPresent();
        // When
        try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Settings.in(folder))) {
            // Then
            assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(ask(postgres.maintenanceDatabase(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_pid_file_whose_number_now_is_another_program_does_not_stop_a_start() throws Exception {
        // Given
        LocalPostgres.Settings settings = LocalPostgres.Settings.in(folder);
        LocalPostgres.start(settings).close();
        // the oldest of our ancestors: alive for sure, and no PostgreSQL
        long stranger = ancestor(ProcessHandle.current()).pid();
        Files.writeString(
                LocalPostgres.dataFolder(folder).resolve("postmaster.pid"),
                stranger + "\n" + LocalPostgres.dataFolder(folder) + "\n1\n5432\n\n127.0.0.1\n",
                StandardCharsets.UTF_8);
        // When
        try (LocalPostgres postgres = LocalPostgres.start(settings)) {
            // Then
            assertThat(ask(postgres.maintenanceDatabase(), "SELECT 1")).isEqualTo("1");
            assertThat(ProcessHandle.of(stranger)).isPresent();
        }
    }

    @Test
    void it_is_durable_unless_told_otherwise_and_listens_on_this_machine_only() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Settings.in(folder))) {
            PostgresDatabase server = postgres.maintenanceDatabase();
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
        }
        try (LocalPostgres postgres =
                LocalPostgres.start(LocalPostgres.Settings.in(folder).withoutDurability())) {
            assertThat(ask(postgres.maintenanceDatabase(), "SHOW fsync")).isEqualTo("off");
        }
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> LocalPostgres.start(
                            LocalPostgres.Settings.in(folder).withPort(port)))
                    .isInstanceOf(BackingException.class)
                    .hasMessageContaining("PostgreSQL cannot use port " + port);
        }
    }

    private long startInProcessThatIsKilled() throws Exception {
        Process owner = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = owner.inputReader()) {
            return Long.parseLong(said.readLine());
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static ProcessHandle ancestor(ProcessHandle process) {
        return process.parent().map(LocalPostgresIT::ancestor).orElse(process);
    }

    private static void execute(PostgresDatabase database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(PostgresDatabase database, String question) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Connection connect(PostgresDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
