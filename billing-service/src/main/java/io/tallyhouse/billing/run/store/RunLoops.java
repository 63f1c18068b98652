package io.tallyhouse.billing.run.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.run.CutRuns;
import io.tallyhouse.billing.run.OpenDueRuns;
import io.tallyhouse.billing.run.PrepareRuns;
import io.tallyhouse.billing.store.settings.BillingSettings;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/** Opens, prepares and cuts runs for as long as the service is up. Each loop goes on where the others are held up. */
@ApplicationScoped
class RunLoops {
    private final OpenDueRuns openDueRuns;
    private final PrepareRuns prepareRuns;
    private final CutRuns cutRuns;
    private final BillingSettings settings;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    RunLoops(OpenDueRuns openDueRuns, PrepareRuns prepareRuns, CutRuns cutRuns, BillingSettings settings) {
        this.openDueRuns = openDueRuns;
        this.prepareRuns = prepareRuns;
        this.cutRuns = cutRuns;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.runsEnabled()) {
            loops.add(loop("billing-runs-open", () -> openDueRuns.execute()));
            loops.add(loop("billing-runs-prepare", () -> prepareRuns.execute()));
            loops.add(loop("billing-runs-cut", () -> cutRuns.execute()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(BackgroundLoop::close);
    }

    private BackgroundLoop loop(String name, java.util.function.Supplier<Uni<Integer>> round) {
        return BackgroundLoop.start(
                name, settings.idlePause(), () -> round.get().await().atMost(settings.roundTimeout()) > 0);
    }
}
