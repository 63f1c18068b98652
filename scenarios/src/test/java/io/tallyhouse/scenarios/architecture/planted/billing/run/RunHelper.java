package io.tallyhouse.scenarios.architecture.planted.billing.run;

import io.tallyhouse.scenarios.architecture.planted.billing.schedule.PlantedSchedule;
import java.time.Instant;

/** Breaks: names, ambient time, the console; with {@link PlantedSchedule} a cycle. */
public final class RunHelper {
    public Instant now(PlantedSchedule schedule) {
        System.out.println(schedule);
        return Instant.now();
    }
}
