package io.tallyhouse.metrics.meter.rest;

import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.metrics.meter.MeterControl;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Holds this instance's meter and lets it go on. While it is held, what is accepted waits in its topic. */
@Path("/internal/meter")
@ServiceOnly
public class MeterControlResource {
    private final MeterControl meter;

    MeterControlResource(MeterControl meter) {
        this.meter = meter;
    }

    @POST
    @Path("pause")
    @Operation(hidden = true)
    public void pause() {
        meter.pause();
    }

    @POST
    @Path("resume")
    @Operation(hidden = true)
    public void resume() {
        meter.resume();
    }
}
