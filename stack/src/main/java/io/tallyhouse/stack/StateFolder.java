package io.tallyhouse.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that a stack keeps: data, logs, and secrets that only its owner may read. */
final class StateFolder {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LENGTH = 43;

    private final Path root;

    StateFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + root.resolve(name), e);
        }
    }

    Path log(String service) {
        return folder("logs").resolve(service + ".log");
    }

    /** The secret of that name, made with {@code prefix} when it is first asked for. */
    String secret(String name, String prefix) {
        return read(name).orElseGet(() -> {
            SecureRandom random = new SecureRandom();
            StringBuilder secret = new StringBuilder(prefix);
            for (int index = 0; index < SECRET_LENGTH; index++) {
                secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            writePrivate(name, secret.toString());
            return secret.toString();
        });
    }

    Optional<String> read(String name) {
        try {
            Path file = root.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root.resolve(name), e);
        }
    }

    /** Writes a file that only its owner may read (0600), from its first byte on. */
    void writePrivate(String name, String text) {
        try {
            Files.createDirectories(root);
            Path file = root.resolve(name);
            Path fresh = Files.createTempFile(
                    root,
                    name,
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text + "\n");
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + root.resolve(name), e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root.resolve(name), e);
        }
    }

    /** Removes the folder and all in it. */
    void deleteAll() {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
