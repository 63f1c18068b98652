package io.tallyhouse.billing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tallyhouse.billing.run.PostgresBillingRunsIT.WithoutLoops;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleFixtures;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.schedule.Schedules.ScheduleDecision;
import io.tallyhouse.billing.schedule.Schedules.ScheduleOutcome;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kit.testing.BackingResource;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

@QuarkusTest
@TestProfile(WithoutLoops.class)
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresBillingRunsIT extends BillingRunsContract {
    @Inject
    BillingRuns runs;

    @Inject
    Schedules schedules;

    @Override
    BillingRuns runs() {
        return runs;
    }

    @Override
    void save(Schedule schedule, NextRun first) {
        Schedule draft = ScheduleFixtures.draft(tenant, "2026-01-01", "2026-01-31", "base", "usage");
        assertThat(schedules.add(draft).await().indefinitely()).isInstanceOf(ScheduleOutcome.Saved.class);
        schedules
                .decide(tenant, draft.record().id(), loaded -> new ScheduleDecision.Save(schedule, Optional.of(first)))
                .await()
                .indefinitely();
    }

    @Override
    Schedule saved() {
        return schedules
                .find(tenant, new ScheduleId("s"))
                .await()
                .indefinitely()
                .orElseThrow();
    }

    /** The contract opens and cuts by itself. */
    public static final class WithoutLoops implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tallyhouse.billing.runs-enabled", "false");
        }
    }
}
