package io.tallyhouse.backing;

import java.util.Map;
import java.util.Map.Entry;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Holds the talkative loggers of Kafka's broker, zonky and Testcontainers at WARN. It speaks to java.util.logging, which
 * is what both bindings in use (slf4j-jdk14 and the JBoss LogManager) end in; a level somebody set before stays.
 */
final class QuietLogs {
    /** Strong references: java.util.logging forgets the level of a logger nobody holds. */
    private static final Map<Logger, Level> LOGGERS = Map.of(
                    "org.apache.kafka", Level.WARNING,
                    "kafka", Level.WARNING,
                    // warns of each start of the controller
                    "org.apache.kafka.controller.QuorumController", Level.SEVERE,
                    "state.change.logger", Level.WARNING,
                    "io.zonky", Level.WARNING,
                    "com.github.dockerjava", Level.WARNING,
                    "tc", Level.WARNING,
                    "org.testcontainers", Level.WARNING,
                    // the probe reports a missing engine in its own words; this one prints a stack trace per strategy
                    "org.testcontainers.dockerclient", Level.OFF)
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(entry -> Logger.getLogger(entry.getKey()), Entry::getValue));

    private QuietLogs() {}

    static void apply() {
        LOGGERS.forEach((logger, level) -> {
            if (logger.getLevel() == null) {
                logger.setLevel(level);
            }
        });
    }
}
