package io.tallyhouse.scenarios.architecture.planted.billing.run.store;

import io.tallyhouse.scenarios.architecture.planted.billing.schedule.store.PlantedRows;

/** Breaks: a door uses another feature's door. */
public final class PlantedRuns {
    public PlantedRows rows() {
        return new PlantedRows();
    }
}
