package io.tallyhouse.backing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a broker on one machine is told: replicas of one, few internal partitions, few threads, small buffers. */
final class BrokerProperties {
    private static final String INTERNAL_PARTITIONS = "4";
    private static final int MIB = 1024 * 1024;

    /** True of a broker in a container as well. */
    static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", INTERNAL_PARTITIONS),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", INTERNAL_PARTITIONS),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", INTERNAL_PARTITIONS),
            // one machine starts its consumers together; waiting for more of them only delays tests
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // a standby of the meter takes over as soon as the session of the one before it has timed out
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("message.max.bytes", String.valueOf(4 * MIB)));

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(16 * MIB)),
            // after a kill the broker waits out its former session; it shares its process with the controller anyway
            Map.entry("broker.session.timeout.ms", "5000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            // index files are mapped whole per open segment; 2 MiB still index a full segment of 1 GiB
            Map.entry("log.index.size.max.bytes", String.valueOf(2 * MIB)));

    private BrokerProperties() {}

    static Path dataFolder(Path folder) {
        return folder.resolve("data").toAbsolutePath();
    }

    static Properties of(EmbeddedKafka.Settings settings, int brokerPort, int controllerPort) {
        String broker = "PLAINTEXT://" + Ports.HOST + ":" + brokerPort;
        String controller = "CONTROLLER://" + Ports.HOST + ":" + controllerPort;
        Properties properties = new Properties();
        properties.putAll(SINGLE_NODE);
        properties.putAll(SMALL);
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@" + Ports.HOST + ":" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listeners",
                broker + "," + controller,
                "advertised.listeners",
                broker,
                "log.dirs",
                dataFolder(settings.folder()).toString()));
        properties.putAll(settings.properties());
        return properties;
    }
}
