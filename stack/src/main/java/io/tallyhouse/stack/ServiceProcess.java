package io.tallyhouse.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service as a child process: started, asked, stopped or killed. */
public final class ServiceProcess {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /**
     * How to start it.
     *
     * @param environment secrets only: it is not seen in process lists
     */
    record Launch(String name, Path jar, int port, List<String> jvmOptions, Map<String, String> environment, Path log) {
        Launch withEnvironment(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(environment);
            all.putAll(more);
            return new Launch(name, jar, port, jvmOptions, all, log);
        }

        /** Options that come later go before earlier ones of the same name. */
        Launch withOptions(String... more) {
            List<String> all = new ArrayList<>(jvmOptions);
            all.addAll(List.of(more));
            return new Launch(name, jar, port, all, environment, log);
        }
    }

    private final Launch launch;
    private @Nullable Process process;

    ServiceProcess(Launch launch) {
        this.launch = launch;
    }

    public String name() {
        return launch.name();
    }

    public int port() {
        return launch.port();
    }

    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        if (!Files.exists(launch.jar())) {
            throw new StackException(name() + " is not built: " + launch.jar() + " is missing; run mvn package");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmOptions());
        command.add("-jar");
        command.add(launch.jar().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(launch.environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new StackException(name() + " could not be started: " + e.getMessage(), e);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(name() + " has not been started");
        }
        return process.pid();
    }

    /** Waits until the service says that it is ready. */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (isReady()) {
                return;
            }
            if (!isAlive()) {
                throw new StackException(name() + " ended while starting; its log is " + launch.log());
            }
            pause();
        }
        throw new StackException(
                name() + " is not ready after " + patience.toSeconds() + " s; its log is " + launch.log());
    }

    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + launch.port() + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + name());
        }
    }

    /** What it ended with; empty while it runs. */
    synchronized OptionalInt exitCode() {
        return process == null || process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** As kill -9: no goodbye of any kind. Returns when the process is gone. */
    public void kill() {
        end(true);
    }

    /** Asks the service to end, and kills it if it does not. */
    public void stop() {
        end(false);
    }

    private synchronized void end(boolean atOnce) {
        if (process == null) {
            return;
        }
        try {
            if (atOnce) {
                process.destroyForcibly().waitFor();
            } else {
                process.destroy();
                if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks without waiting, so that several can end at once. */
    synchronized void askToStop() {
        if (process != null) {
            process.destroy();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for a service");
        }
    }
}
