package io.tallyhouse.stack;

import io.tallyhouse.contracts.topic.LogGeneration;
import java.util.Optional;

/**
 * Which generation of the log is in force, as the state folder's {@code log} says; writing that file is what puts another
 * one into force.
 *
 * @param partitions of {@code usage-events}
 * @param former whose topics and stores are left to be deleted
 */
record LogState(LogGeneration generation, int partitions, Optional<LogGeneration> former) {
    private static final String FILE = "log";

    /** As it is written down; the first generation if nothing is. */
    static LogState of(StateFolder state, int partitions) {
        return state.read(FILE)
                .map(LogState::parse)
                .orElseGet(() -> new LogState(LogGeneration.FIRST, partitions, Optional.empty()));
    }

    /** Generation, partitions and, if it is left, the former generation. */
    private static LogState parse(String line) {
        String[] parts = line.split(" ");
        try {
            return new LogState(
                    new LogGeneration(Integer.parseInt(parts[0])),
                    Integer.parseInt(parts[1]),
                    parts.length > 2 ? Optional.of(new LogGeneration(Integer.parseInt(parts[2]))) : Optional.empty());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StackException("the file " + FILE + " of the state folder is damaged: '" + line + "'", e);
        }
    }

    void write(StateFolder state) {
        String line = generation.number() + " " + partitions;
        state.writePrivate(FILE, former.map(left -> line + " " + left.number()).orElse(line));
    }

    LogState next(int wantedPartitions) {
        return new LogState(generation.next(), wantedPartitions, Optional.of(generation));
    }

    LogState withoutFormer() {
        return new LogState(generation, partitions, Optional.empty());
    }
}
