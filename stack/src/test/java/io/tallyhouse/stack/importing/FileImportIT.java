package io.tallyhouse.stack.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.stack.Main;
import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileImportIT {
    private static final Reading AS_IT_IS = new Reading(Optional.empty(), List.of(), ',', "", "UTC");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private StubIntake server;

    @BeforeEach
    void start() throws IOException {
        server = new StubIntake();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_import_that_is_killed_three_times_leaves_the_last_version_of_each_event() throws Exception {
        // Given 20,000 lines in which each of 10,000 identities comes twice, far apart, over a server that stumbles
        Map<String, String> expected = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < 20_000; line++) {
            int identity = line % 10_000;
            lines.add(event("c-" + identity % 37, "e-" + identity, Integer.toString(line)));
            expected.put("c-" + identity % 37 + "/e-" + identity, Integer.toString(line));
        }
        Path file = packed("usage.ndjson.gz", lines);
        server.makeTroubleEvery(29);
        // When
        for (int kill = 1; kill <= 3; kill++) {
            int before = server.requests();
            Process process = tallyhouse(file);
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.requests() > before + 60);
            process.destroyForcibly().waitFor();
        }
        Process last = tallyhouse(file);
        String output = new String(last.getInputStream().readAllBytes(), UTF_8);
        assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // Then
        assertThat(output).contains("going on behind line").containsPattern("accepted +20,000");
        assertThat(last.exitValue()).isZero();
        assertThat(server.lastVersion()).isEqualTo(expected);
    }

    @Test
    void refused_lines_are_written_with_their_reasons_and_the_others_go_on() throws IOException {
        // Given
        Path file = folder.resolve("usage.csv");
        Files.write(
                file,
                "\uFEFFrequest;who;v\n1;acme;10\n2;;20\n3;acme;bad\n4;acme;\"poison\"\n5;acme\n6;acme;\"6\n7;acme;70\n"
                        .getBytes(UTF_8));
        List<String> map = List.of("id=request", "type==call", "subject=who", "data.v=v");
        Path errors = folder.resolve("errors.ndjson");
        // When
        ImportResult result = files().run(new ImportOrder(
                file, new Reading(Optional.empty(), map, ';', "", "UTC"), 1000, 2, Optional.of(errors), false));
        // Then
        assertThat(result.totals()).isEqualTo(new ImportTotals(7, 4, 2, 0, 0, 5));
        assertThat(server.lastVersion()).isEqualTo(Map.of("acme/1", "10", "acme/7", "70"));
        assertThat(Files.readAllLines(errors))
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"line\":3", "\"column\":\"who\"", "missing or empty"),
                        line -> assertThat(line).contains("\"line\":4", "\"column\":\"v\"", "'bad' is refused"),
                        line -> assertThat(line).contains("\"line\":5", "not readable"),
                        line -> assertThat(line).contains("\"line\":6", "has 2 cells where the header has 3"),
                        line -> assertThat(line).contains("\"line\":7", "not closed"));
        assertThat(said).anyMatch(line -> line.startsWith("line 3: column 'who' is missing"));
    }

    @Test
    void an_import_that_gave_up_goes_on_and_counts_each_record_once() throws IOException {
        // Given a bad line early on, and a server that takes no more after some time
        List<String> lines = new ArrayList<>(List.of("no JSON"));
        for (int line = 2; line <= 3_000; line++) {
            lines.add(event("c", "e-" + line, Integer.toString(line)));
        }
        Path file = Files.write(folder.resolve("usage.ndjson"), lines);
        ImportOrder order = new ImportOrder(file, AS_IT_IS, 10, 1, Optional.empty(), false);
        Thread breaker = new Thread(() -> {
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> server.requests() > 100);
            server.answer(401);
        });
        breaker.start();
        assertThatThrownBy(() -> files().run(order))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the access key is unknown or expired");
        server.answer(0);
        int before = server.requests();
        // When
        ImportResult result = files().run(order);
        // Then only what was not written down was sent again: of 300 requests, at least 60 were not repeated
        assertThat(result.totals()).isEqualTo(new ImportTotals(3_000, 2_999, 2_999, 0, 0, 1));
        assertThat(server.requests() - before).isLessThan(240);
        assertThat(Files.readAllLines(result.errors()))
                .singleElement()
                .asString()
                .contains("\"line\":1");
        // And a third run has nothing to do
        int done = server.requests();
        assertThat(files().run(order).doneBefore()).isTrue();
        assertThat(server.requests()).isEqualTo(done);
    }

    @Test
    void an_import_begun_again_that_was_stopped_before_its_first_answer_begins_at_the_first_line() throws IOException {
        // Given a file whose second line corrects the first, imported once
        Path file = Files.write(folder.resolve("usage.ndjson"), List.of(event("c", "e", "1"), event("c", "e", "2")));
        files().run(new ImportOrder(file, AS_IT_IS, 1, 1, Optional.empty(), false));
        server.answer(401);
        assertThatThrownBy(() -> files().run(new ImportOrder(file, AS_IT_IS, 1, 1, Optional.empty(), true)))
                .isInstanceOf(StackException.class);
        server.answer(0);
        int before = server.requests();
        // When
        ImportResult result = files().run(new ImportOrder(file, AS_IT_IS, 1, 1, Optional.empty(), false));
        // Then what may have arrived of the first line is corrected by the second again
        assertThat(result.doneBefore()).isFalse();
        assertThat(server.requests() - before).isEqualTo(2);
        assertThat(server.lastVersion()).isEqualTo(Map.of("c/e", "2"));
    }

    @Test
    void a_server_that_takes_nothing_is_given_up_with_a_mend() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("usage.ndjson"), event("c", "e", "1"));
        server.answer(503);
        // Then
        assertThatThrownBy(() -> files().run(new ImportOrder(file, AS_IT_IS, 10, 1, Optional.empty(), false)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the server answered 503")
                .hasMessageContaining("start again");
    }

    @Test
    void a_mapping_that_fits_no_line_sends_nothing() throws IOException {
        // Given
        List<String> lines = java.util.Collections.nCopies(150, "{\"user\":\"acme\"}");
        Path file = Files.write(folder.resolve("usage.jsonl"), lines);
        Reading reading =
                new Reading(Optional.empty(), List.of("id=@line", "type==call", "subject=customer"), ',', "", "UTC");
        // Then
        assertThatThrownBy(() -> files().run(new ImportOrder(file, reading, 10, 1, Optional.empty(), false)))
                .hasMessageContaining("none of the first 100 records")
                .hasMessageContaining("line 1: column 'customer' is missing");
        assertThat(server.requests()).isZero();
    }

    @Test
    void a_packed_file_that_is_cut_short_is_imported_up_to_there_and_told() throws IOException {
        // Given
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < 5_000; line++) {
            lines.add(event("c-" + line * 31 % 101, "e-" + line, Integer.toHexString(line * 7919)));
        }
        Path file = packed("usage.ndjson.gz", lines);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        // Then
        assertThatThrownBy(() -> files().run(new ImportOrder(file, AS_IT_IS, 100, 2, Optional.empty(), false)))
                .hasMessageContaining("cannot be read after line");
        assertThat(server.lastVersion().size()).isBetween(500, 4_999);
    }

    private FileImport files() {
        return new FileImport(
                folder.resolve("imports"),
                new ServerAccess(server.url(), "th_test_key", Duration.ofSeconds(1)),
                ImportProgress.lines(said::add),
                said::add);
    }

    private Process tallyhouse(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "import",
                        file.toString(),
                        "--state=" + folder.resolve("state"),
                        "--url=" + server.url(),
                        "--key=th_test_key",
                        "--batch=50",
                        "--connections=4")
                .redirectErrorStream(true)
                .start();
    }

    private static String event(String subject, String id, String version) {
        return "{\"id\":\"%s\",\"type\":\"call\",\"subject\":\"%s\",\"data\":{\"v\":\"%s\"}}"
                .formatted(id, subject, version);
    }

    private Path packed(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(UTF_8));
        }
        return file;
    }
}
