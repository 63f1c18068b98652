package io.tallyhouse.scenarios.architecture.planted.ingest.intake;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Breaks: field injection, a path outside rest, an unguarded path. */
@Path("/planted")
public final class PlantedIntake {
    @Inject
    String injected;

    @GET
    public String read() {
        return injected;
    }
}
