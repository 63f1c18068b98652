package io.tallyhouse.billing.rating.rest;

import io.smallrye.common.annotation.NonBlocking;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kit.access.RequiresScope;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/rating")
@Tag(name = "Rating")
public class RatingResource {
    @POST
    @Path("calculate")
    @RequiresScope(Scope.READ)
    @NonBlocking
    @Operation(summary = "Calculates what usage costs under a price, step by step; nothing is read or stored.")
    public CalculationResponse calculate(
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CalculationRequest.class)))
                    JsonInput body) {
        return CalculationResponse.from(CalculationRequest.read(body).execute());
    }
}
