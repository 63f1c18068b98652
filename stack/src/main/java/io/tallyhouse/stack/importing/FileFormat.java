package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How a file holds its records. */
public enum FileFormat {
    CSV,
    NDJSON;

    private static final String PACKED = ".gz";

    /** By the file's suffix, {@code .gz} aside. */
    static FileFormat of(Path file) {
        String name = withoutPacking(file);
        return bySuffix(name)
                .orElseThrow(() -> new StackException(
                        "what " + file + " holds does not follow from its name; add --format csv or --format ndjson"));
    }

    private static Optional<FileFormat> bySuffix(String name) {
        if (name.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? Optional.of(NDJSON) : Optional.empty();
    }

    static boolean isPacked(Path file) {
        return lowerName(file).endsWith(PACKED);
    }

    private static String withoutPacking(Path file) {
        String name = lowerName(file);
        return isPacked(file) ? name.substring(0, name.length() - PACKED.length()) : name;
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
