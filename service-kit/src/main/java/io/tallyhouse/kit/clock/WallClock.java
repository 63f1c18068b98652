package io.tallyhouse.kit.clock;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place where the machine's clock enters. */
final class WallClock {
    @Produces
    @Singleton
    @DefaultBean
    InstantSource wall() {
        return InstantSource.system();
    }
}
