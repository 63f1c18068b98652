package io.tallyhouse.scenarios.architecture.planted.billing.schedule;

import io.tallyhouse.scenarios.architecture.planted.billing.run.RunHelper;
import io.tallyhouse.scenarios.architecture.planted.ingest.intake.PlantedIntake;

/** Breaks: no cycles, and services do not import each other. */
public record PlantedSchedule(RunHelper run, PlantedIntake intake) {}
