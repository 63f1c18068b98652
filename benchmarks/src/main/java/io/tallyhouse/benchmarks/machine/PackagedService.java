package io.tallyhouse.benchmarks.machine;

import io.tallyhouse.backing.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged service as a server would run it: the whole JIT, parallel collection and a heap of a gibibyte, where the
 * stack on a laptop gives each service a tenth of that and the quick compiler only.
 */
public final class PackagedService implements AutoCloseable {
    /** What the JVM of a server is told. */
    public static final List<String> SERVER_JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Process process;
    private final int port;
    private final String secret;
    private final Path log;

    private PackagedService(Process process, int port, String secret, Path log) {
        this.process = process;
        this.port = port;
        this.secret = secret;
        this.log = log;
    }

    /**
     * What it works with.
     *
     * @param secret that services prove themselves with
     * @param options system properties beyond the common ones, by name
     */
    public record Surroundings(
            String bootstrapServers, PostgresDatabase database, String secret, Map<String, String> options) {}

    /** Starts it on a free port and returns when it is ready. */
    public static PackagedService start(Workbench bench, String module, Surroundings around, Path log) {
        Path jar = bench.home().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(module + " is not packaged: " + jar + " is missing");
        }
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(ChildJvm.java()));
        command.addAll(SERVER_JVM);
        command.addAll(moreOptions());
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dkafka.bootstrap.servers=" + around.bootstrapServers());
        around.options().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment(around));
        try {
            PackagedService service = bench.keep(new PackagedService(builder.start(), port, around.secret(), log));
            Waiting.until(module + ", see " + log, PATIENCE, service::isReady);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For profiling: {@code BENCHMARKS_JVM} has options for the JVMs of measured services, separated by spaces. */
    private static List<String> moreOptions() {
        String options = System.getenv().getOrDefault("BENCHMARKS_JVM", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split(" +"));
    }

    private static Map<String, String> environment(Surroundings around) {
        return Map.of(
                "TALLYHOUSE_SERVICE_SECRET", around.secret(),
                "TALLYHOUSE_METER_IDENTITY_SECRET", around.secret(),
                "QUARKUS_DATASOURCE_JDBC_URL", around.database().jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", around.database().reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME", around.database().user(),
                "QUARKUS_DATASOURCE_PASSWORD", around.database().password());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended while starting; see " + log);
        }
        try {
            return send(port, secret, "GET", "/q/health/ready") == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** As kill -9. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Holds the meter of this metrics-service. */
    public void holdMeter() {
        meter(port, secret, true);
    }

    /** Lets the meter of this metrics-service go on. */
    public void releaseMeter() {
        meter(port, secret, false);
    }

    /** Holds the meter of a metrics-service on this port, or lets it go on. */
    public static void meter(int port, String secret, boolean hold) {
        int status = send(port, secret, "POST", "/internal/meter/" + (hold ? "pause" : "resume"));
        if (status / 100 != 2) {
            throw new IllegalStateException("the meter answered " + status);
        }
    }

    private static int send(int port, String secret, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Tallyhouse-Service-Secret", secret)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
