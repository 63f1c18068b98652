package io.tallyhouse.billing.run;

import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InMemoryBillingRunsTest extends BillingRunsContract {
    private final InMemoryBillingRuns runs = new InMemoryBillingRuns();

    @Override
    BillingRuns runs() {
        return runs;
    }

    @Override
    void save(Schedule schedule, NextRun first) {
        runs.put(schedule, first);
    }

    @Override
    Schedule saved() {
        return runs.schedules().iterator().next();
    }
}
