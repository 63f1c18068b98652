package io.tallyhouse.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void a_taken_port_is_red_and_says_who_needs_it_and_what_mends_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            Report report = doctor(taken.getLocalPort());
            // Then
            assertThat(report.exit()).isEqualTo(1);
            assertThat(report.text())
                    .containsPattern("RED +port " + taken.getLocalPort()
                            + " +taken, but the gateway needs it; mend: stop the process that holds it");
        }
    }

    @Test
    void what_is_not_built_is_red() {
        assertThat(doctor(8080).text()).containsPattern("RED +build +not built: ingest-service, ");
    }

    private record Report(int exit, String text) {}

    private Report doctor(int port) {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setProperty("tallyhouse.home", folder.toString());
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            int exit = new CommandLine(new DoctorCommand())
                    .execute(
                            "--port",
                            Integer.toString(port),
                            "--state",
                            folder.resolve("state").toString());
            return new Report(exit, captured.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
            System.clearProperty("tallyhouse.home");
        }
    }
}
