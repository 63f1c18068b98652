package io.tallyhouse.scenarios.architecture.planted.billing.schedule.store;

/** Rows of another feature. */
public final class PlantedRows {}
