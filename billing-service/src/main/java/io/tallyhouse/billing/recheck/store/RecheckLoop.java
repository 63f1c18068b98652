package io.tallyhouse.billing.recheck.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.billing.recheck.RecheckRuns;
import io.tallyhouse.billing.store.settings.BillingSettings;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/** Looks at marked runs for as long as the service is up. */
@ApplicationScoped
class RecheckLoop {
    private final RecheckRuns recheckRuns;
    private final BillingSettings settings;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    RecheckLoop(RecheckRuns recheckRuns, BillingSettings settings) {
        this.recheckRuns = recheckRuns;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.runsEnabled()) {
            loops.add(BackgroundLoop.start(
                    "billing-rechecks",
                    settings.idlePause(),
                    () -> recheckRuns.execute().await().atMost(settings.roundTimeout()) > 0));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(BackgroundLoop::close);
    }
}
