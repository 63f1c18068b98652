package io.tallyhouse.billing.credit.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.billing.credit.SettleGrants;
import io.tallyhouse.kit.reader.BackgroundLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets time pass for grants for as long as the service is up, where it makes runs too. */
@ApplicationScoped
class CreditLoops {
    private static final Duration ROUND_TIMEOUT = Duration.ofSeconds(60);

    private final SettleGrants settleGrants;
    private final boolean enabled;
    private final Duration idlePause;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    CreditLoops(
            SettleGrants settleGrants,
            @ConfigProperty(name = "tallyhouse.billing.runs-enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "tallyhouse.billing.idle-pause", defaultValue = "PT0.25S") Duration idlePause) {
        this.settleGrants = settleGrants;
        this.enabled = enabled;
        this.idlePause = idlePause;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            loops.add(BackgroundLoop.start(
                    "billing-credits",
                    idlePause,
                    () -> settleGrants.execute().await().atMost(ROUND_TIMEOUT) > 0));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(BackgroundLoop::close);
    }
}
