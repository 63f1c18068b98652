package io.tallyhouse.billing.catalogue.store;

import io.tallyhouse.billing.catalogue.CatalogueKind;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.kit.generation.GenerationMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What was READY in another generation is told again: states are ordered by partitions, and those are others now. */
@ApplicationScoped
class MetricStatesMove implements GenerationMove {
    @Override
    public void move(Connection transaction, LogGeneration from, LogGeneration to) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement("DELETE FROM catalogue_copies WHERE kind = ?")) {
            delete.setString(1, CatalogueKind.METRIC_STATE.name());
            delete.executeUpdate();
        }
    }
}
