package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens every run that should exist by now: due by its tenant's clock, however long ago. */
@ApplicationScoped
public class OpenDueRuns {
    private static final System.Logger LOGGER = System.getLogger(OpenDueRuns.class.getName());
    private static final int SCHEDULES_MAX = 200;

    private final BillingRuns runs;
    private final TenantClocks clocks;
    private final NextRun.Grace grace;

    OpenDueRuns(BillingRuns runs, TenantClocks clocks, NextRun.Grace grace) {
        this.runs = runs;
        this.clocks = clocks;
        this.grace = grace;
    }

    /** One round. Answers how many schedules had runs to open. */
    public Uni<Integer> execute() {
        return runs.tenantsWithSchedules().chain(tenants -> {
            Map<TenantId, Instant> now = clocksOf(tenants);
            return now.isEmpty() ? Uni.createFrom().item(0) : open(now);
        });
    }

    /** A tenant whose clock is not known here yet comes in a later round; it must not hold the others back. */
    private Map<TenantId, Instant> clocksOf(Set<TenantId> tenants) {
        Map<TenantId, Instant> now = new HashMap<>();
        for (TenantId tenant : tenants) {
            try {
                now.put(tenant, clocks.now(tenant));
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "the clock of tenant {0} is not known: {1}", tenant, e);
            }
        }
        return now;
    }

    private Uni<Integer> open(Map<TenantId, Instant> now) {
        return runs.dueSchedules(now, SCHEDULES_MAX).chain(schedules -> {
            List<DueRuns> due = schedules.stream()
                    .flatMap(schedule -> Optional.ofNullable(
                            now.get(schedule.schedule().record().tenant()))
                            .map(instant -> DueRuns.of(schedule, instant, grace))
                            .stream())
                    .toList();
            return due.isEmpty() ? Uni.createFrom().item(0) : runs.open(due).replaceWith(due.size());
        });
    }
}
