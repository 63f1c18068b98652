package io.tallyhouse.metrics.meter.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A name that an instance keeps with its state folder, so that it has its partitions back at once after a restart,
 * clean or not, instead of waiting until its former life has timed out.
 */
final class InstanceName {
    private static final String FILE = "instance-name";

    private InstanceName() {}

    static String of(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String create(Path file) {
        String name = "meter-" + UUID.randomUUID();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, name, StandardCharsets.UTF_8);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("the meter's state folder cannot be written: " + file.getParent(), e);
        }
    }
}
