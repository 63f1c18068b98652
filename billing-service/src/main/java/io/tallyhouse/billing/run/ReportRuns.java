package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.BillingRuns.RunQuery;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.billing.schedule.ScheduleCalendar;
import io.tallyhouse.billing.schedule.Schedules;
import io.tallyhouse.billing.usage.MeterPositions;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of runs how they stand and, of those not done, what they wait for at this moment. */
@ApplicationScoped
public class ReportRuns {
    private final BillingRuns runs;
    private final Schedules schedules;
    private final Catalogue catalogue;
    private final MeterPositions positions;

    ReportRuns(BillingRuns runs, Schedules schedules, Catalogue catalogue, MeterPositions positions) {
        this.runs = runs;
        this.schedules = schedules;
        this.catalogue = catalogue;
        this.positions = positions;
    }

    public Uni<Optional<ReportedRun>> find(TenantId tenant, RunId id) {
        return runs.find(tenant, id)
                .chain(found -> found.map(run -> report(run).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    public Uni<List<Listed<ReportedRun>>> list(RunQuery query) {
        return runs.list(query)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(
                                listed -> report(listed.item()).map(run -> new Listed<>(listed.sequence(), run)))
                        .collect()
                        .asList());
    }

    private Uni<ReportedRun> report(BillingRun run) {
        if (run.state() == State.DONE) {
            return Uni.createFrom().item(new ReportedRun(run, List.of()));
        }
        if (run.basis().isEmpty()) {
            WaitingFor customer = new WaitingFor.Customer(run.customerId().value());
            return Uni.createFrom().item(new ReportedRun(run, List.of(customer)));
        }
        return positions
                .read()
                .chain(passed -> schedules
                        .find(run.identity().tenant(), run.identity().scheduleId())
                        .chain(schedule -> waiting(run, schedule.orElseThrow(), passed))
                        .map(waiting -> new ReportedRun(run, waiting)));
    }

    private Uni<List<WaitingFor>> waiting(BillingRun run, Schedule schedule, Map<Integer, Long> passed) {
        List<WaitingFor> waiting = new ArrayList<>();
        run.basis().orElseThrow().needed().lags(passed).forEach(lag -> waiting.add(new WaitingFor.Meter(lag)));
        Set<io.tallyhouse.billing.catalogue.MetricVersion> versions = ScheduleCalendar.of(
                        schedule.record(), schedule.pinned())
                .planOn(run.identity().invoiceDate())
                .map(plan -> WaitingFor.metricVersions(plan, schedule))
                .orElse(Set.of());
        return catalogue.ready(versions).chain(ready -> {
            versions.stream()
                    .filter(version -> !ready.contains(version))
                    .forEach(version -> waiting.add(new WaitingFor.Metric(version)));
            return runs.hasEarlierOpen(run.identity()).map(earlier -> {
                if (earlier) {
                    waiting.add(new WaitingFor.EarlierRun(schedule.record().id().value()));
                }
                return List.copyOf(waiting);
            });
        });
    }

    /** A run with what it waits for. */
    public record ReportedRun(BillingRun run, List<WaitingFor> waitingFor) {
        public ReportedRun {
            waitingFor = List.copyOf(waitingFor);
        }
    }
}
