package io.tallyhouse.kit.generation;

import io.tallyhouse.contracts.topic.LogGeneration;
import java.sql.Connection;
import java.sql.SQLException;

/** What becomes of a service's tables that are about one generation of the log. */
public interface GenerationMove {
    /**
     * Makes the tables those of {@code to}, in the transaction that notes it.
     *
     * @param from an earlier one; or a later one that never came into force
     * @throws IllegalStateException if that cannot be, and why
     */
    void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException;
}
