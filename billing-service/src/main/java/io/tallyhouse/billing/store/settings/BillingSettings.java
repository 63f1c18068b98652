package io.tallyhouse.billing.store.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of billing-service. */
@ConfigMapping(prefix = "tallyhouse.billing")
public interface BillingSettings {
    /** How long a run with anything in arrears waits after its invoice date has begun. */
    @WithDefault("PT1H")
    Duration grace();

    /** How long the loops rest when there was nothing to do. */
    @WithDefault("PT0.25S")
    Duration idlePause();

    /** How long one round of a loop may take before it is given up and tried again. */
    @WithDefault("PT60S")
    Duration roundTimeout();

    /** Whether this instance opens and cuts runs. */
    @WithDefault("true")
    boolean runsEnabled();
}
