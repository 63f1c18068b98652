package io.tallyhouse.metrics.meter.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * The file by which Kafka finds a task's stores good at the next start. While a task runs under {@code exactly_once_v2}
 * there must be none: RocksDB writes to disk when it likes, so after a kill the stores may hold what a transaction wrote
 * that was aborted, and only without this file are they thrown away and restored from their changelogs. A clean close
 * writes it.
 *
 * <p>Kafka 4.1 writes it at the end of every restoration and leaves it there (KAFKA-20685); then identities of an
 * aborted transaction pass for counted, and their events are lost.
 */
final class RestoredCheckpoint {
    private static final String NAME = ".checkpoint";

    private RestoredCheckpoint() {}

    /** To be called when a task begins to process, which is after its restoration. */
    static void forget(File taskDirectory) {
        try {
            Files.deleteIfExists(taskDirectory.toPath().resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint in " + taskDirectory + " cannot be deleted", e);
        }
    }
}
