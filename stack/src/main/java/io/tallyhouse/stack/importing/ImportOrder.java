package io.tallyhouse.stack.importing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An import as it was asked for.
 *
 * @param batch events of one request at most
 * @param connections requests under way at the same time
 * @param errors where refused records are written; empty: beside the state
 * @param restart whether an earlier import of the same file is forgotten
 */
public record ImportOrder(
        Path file, Reading reading, int batch, int connections, Optional<Path> errors, boolean restart) {}
