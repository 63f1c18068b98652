package io.tallyhouse.backing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker and controller (KRaft) inside this JVM, on 127.0.0.1 only. Its folder keeps the cluster id and all
 * records over restarts, also after the process was killed. Its threads keep the JVM alive until {@link #close()}.
 *
 * <p>Folder: {@code data/} (log segments), {@code server.properties} (as of the last start), {@code folder.lock}.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Object STARTING = new Object();
    private static final int ATTEMPTS_ON_FREE_PORTS = 3;

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int brokerPort;
    private boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, int brokerPort) {
        this.server = server;
        this.lock = lock;
        this.brokerPort = brokerPort;
    }

    /**
     * Where and how to run the broker.
     *
     * @param folder kept over restarts; created if missing
     * @param brokerPort 0 for a free one
     * @param controllerPort 0 for a free one
     * @param properties broker properties that come on top of this class's choice and win over it
     */
    public record Settings(Path folder, int brokerPort, int controllerPort, Map<String, String> properties) {
        public Settings {
            properties = Map.copyOf(properties);
        }

        /** Free ports, no properties of one's own. */
        public static Settings in(Path folder) {
            return new Settings(folder, 0, 0, Map.of());
        }

        public Settings withPorts(int broker, int controller) {
            return new Settings(folder, broker, controller, properties);
        }

        public Settings withProperty(String name, String value) {
            Map<String, String> more = new HashMap<>(properties);
            more.put(name, value);
            return new Settings(folder, brokerPort, controllerPort, more);
        }

        private boolean choosesItsPorts() {
            return brokerPort == 0 || controllerPort == 0;
        }
    }

    /**
     * Starts the broker and returns when it takes clients.
     *
     * @throws BackingException if a port is taken (named), the folder has another owner, or the broker refuses to start
     */
    public static EmbeddedKafka start(Settings settings) {
        QuietLogs.apply();
        FolderLock lock = FolderLock.take(settings.folder(), "Kafka");
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return startOnce(settings, lock);
                } catch (BackingException e) {
                    // a free port may have been taken between the look and the bind
                    if (!settings.choosesItsPorts() || attempt == ATTEMPTS_ON_FREE_PORTS) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedKafka startOnce(Settings settings, FolderLock lock) {
        int brokerPort = Ports.claim(settings.brokerPort(), "Kafka's broker");
        int controllerPort = Ports.claimBeside(brokerPort, settings.controllerPort(), "Kafka's controller");
        Properties properties = BrokerProperties.of(settings, brokerPort, controllerPort);
        formatOnce(settings.folder(), properties);
        KafkaRaftServer server = startServer(settings, properties);
        return new EmbeddedKafka(server, lock, brokerPort);
    }

    private static void formatOnce(Path folder, Properties properties) {
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, "Written at each start; changes here have no effect.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(BrokerProperties.dataFolder(folder).resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        try {
            int status = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
            if (status != 0) {
                throw new BackingException(
                        "Kafka cannot format folder %s: %s".formatted(folder, said.toString(StandardCharsets.UTF_8)));
            }
        } catch (KafkaException e) {
            throw new BackingException("Kafka cannot format folder %s: %s".formatted(folder, rootMessage(e)), e);
        }
    }

    /** Kafka ends the process when a start goes wrong; while it starts, that becomes an exception instead. */
    private static KafkaRaftServer startServer(Settings settings, Properties properties) {
        synchronized (STARTING) {
            Exit.setExitProcedure(EmbeddedKafka::refuseToEndTheProcess);
            Exit.setHaltProcedure(EmbeddedKafka::refuseToEndTheProcess);
            try {
                KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
                try {
                    server.startup();
                    return server;
                } catch (RuntimeException e) {
                    server.shutdown();
                    throw e;
                }
            } catch (RuntimeException e) {
                throw new BackingException(
                        "Kafka did not start on %s in folder %s: %s"
                                .formatted(properties.getProperty("listeners"), settings.folder(), rootMessage(e)),
                        e);
            } finally {
                Exit.resetExitProcedure();
                Exit.resetHaltProcedure();
            }
        }
    }

    private static void refuseToEndTheProcess(int status, String message) {
        throw new IllegalStateException("the broker gave up with status " + status);
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.toString();
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + brokerPort;
    }

    /** Stops broker and controller cleanly and waits for it; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            lock.close();
        }
    }
}
