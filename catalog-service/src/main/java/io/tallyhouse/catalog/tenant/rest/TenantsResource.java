package io.tallyhouse.catalog.tenant.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.KeyMint;
import io.tallyhouse.catalog.accesskey.KeyTerms;
import io.tallyhouse.catalog.accesskey.MintedKey;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.Presenter;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.catalog.shelf.NewRecord;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.tenant.Tenants;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.OperatorOnly;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.NewIds;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenants", description = "For operator keys only.")
@OperatorOnly
class TenantsResource {
    private static final DeskSpec SPEC = new DeskSpec("tenant", "/v1/tenants", "ten");

    private final Tenants tenants;
    private final KeyMint mint;
    private final NewIds newIds;
    private final InstantSource wall;
    private final ShelfDesk<TenantRecord, TenantResponse> desk;

    TenantsResource(DeskSupplies supplies, Tenants tenants, KeyMint mint, NewIds newIds, InstantSource wall) {
        this.tenants = tenants;
        this.mint = mint;
        this.newIds = newIds;
        this.wall = wall;
        this.desk = new ShelfDesk<>(supplies, SPEC, tenants, Presenter.of(TenantResponse::from));
    }

    @POST
    @Operation(summary = "Makes a tenant, and an access key with all scopes that is shown this once.")
    @APIResponseSchema(
            value = TenantResponse.class,
            responseCode = "201",
            responseDescription = "The tenant with its access key, and Location")
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = TenantRequest.class)))
                    JsonInput body) {
        TenantRequest request = TenantRequest.read(body);
        TenantId id = new TenantId(request.id().orElseGet(() -> newIds.next(SPEC.idPrefix())));
        TenantRecord tenant = new TenantRecord(id, 1, request.name(), request.mode(), Optional.empty(), wall.instant());
        KeyTerms terms = new KeyTerms(id, "first key", EnumSet.allOf(Scope.class), Optional.empty());
        MintedKey minted = mint.mint(terms, request.mode());
        ShelfKey place = new ShelfKey(TenantRecord.OPERATOR, id.value());
        return tenants.create(new NewRecord<>(place, tenant, request.id().isPresent()), minted.record())
                .map(made -> Answers.created(
                        SPEC.path() + "/" + id, made.revision(), TenantResponse.once(made.record(), minted.secret())));
    }

    @GET
    @Operation(summary = "Lists tenants, newest first.")
    public Uni<Page<TenantResponse>> list(@BeanParam ListParameters parameters, @BeanParam PageParameters pages) {
        return desk.list(parameters, pages);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Reads a tenant.")
    @APIResponseSchema(value = TenantResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.read(id);
    }
}
