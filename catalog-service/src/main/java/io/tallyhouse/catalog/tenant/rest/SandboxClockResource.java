package io.tallyhouse.catalog.tenant.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.tenant.ClockFollowers;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.catalog.tenant.TestClock;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/test-clock")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Test clock", description = "Of sandbox tenants.")
class SandboxClockResource {
    private final Tenants tenants;
    private final ClockFollowers followers;
    private final CurrentCaller caller;
    private final InstantSource wall;

    SandboxClockResource(Tenants tenants, ClockFollowers followers, CurrentCaller caller, InstantSource wall) {
        this.tenants = tenants;
        this.followers = followers;
        this.caller = caller;
        this.wall = wall;
    }

    @POST
    @RequiresScope(Scope.ADMIN)
    @Operation(summary = "Sets the sandbox's clock, forward only; it stands there until set again.")
    @APIResponseSchema(
            value = TestClockResponse.class,
            responseCode = "200",
            responseDescription = "The clock, ADVANCING: ask again until it is READY")
    public Uni<TestClockResponse> set(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TestClockRequest.class)))
                    JsonInput body) {
        Instant wanted = TestClockRequest.read(body).now();
        return tenants.change(caller.tenant(), tenant -> {
                    TestClock clock = new TestClock(tenant);
                    refuse(clock.refusalToMove(wanted, wall.instant()));
                    return clock.movedTo(wanted);
                })
                .replaceWith(new TestClockResponse(wanted, TestClockResponse.Status.ADVANCING));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads the sandbox's clock; READY once every service has done what is due by it.")
    public Uni<TestClockResponse> read() {
        TenantId tenant = caller.tenant();
        return tenants.find(tenant).chain(this::present);
    }

    private Uni<TestClockResponse> present(Optional<TenantRecord> found) {
        TenantRecord tenant = found.orElseThrow(() -> new IllegalStateException("a caller's tenant is not there"));
        TestClock clock = new TestClock(tenant);
        refuse(clock.refusal());
        return followers
                .haveSettled(tenant)
                .map(settled -> new TestClockResponse(clock.now(wall.instant()), TestClockResponse.Status.of(settled)));
    }

    private static void refuse(Optional<Problem> refusal) {
        refusal.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
    }
}
