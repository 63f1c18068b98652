package io.tallyhouse.billing.simulation.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.billing.simulation.AdvanceSimulations;
import io.tallyhouse.billing.store.settings.BillingSettings;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/** Goes on with simulations for as long as the service is up. */
@ApplicationScoped
class SimulationLoop {
    private final AdvanceSimulations advance;
    private final BillingSettings settings;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    SimulationLoop(AdvanceSimulations advance, BillingSettings settings) {
        this.advance = advance;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.runsEnabled()) {
            loops.add(BackgroundLoop.start(
                    "billing-simulations",
                    settings.idlePause(),
                    () -> advance.execute().await().atMost(settings.roundTimeout()) > 0));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(BackgroundLoop::close);
    }
}
