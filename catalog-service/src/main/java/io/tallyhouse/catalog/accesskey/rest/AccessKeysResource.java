package io.tallyhouse.catalog.accesskey.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.catalog.accesskey.KeyMint;
import io.tallyhouse.catalog.accesskey.KeyRotation;
import io.tallyhouse.catalog.accesskey.KeyTerms;
import io.tallyhouse.catalog.accesskey.MintedKey;
import io.tallyhouse.catalog.accesskey.TenantModes;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.Presenter;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/access-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access keys")
@RequiresScope(Scope.ADMIN)
class AccessKeysResource {
    private static final DeskSpec SPEC = new DeskSpec("access key", "/v1/access-keys", "key");

    private final DeskSupplies supplies;
    private final AccessKeys accessKeys;
    private final KeyMint mint;
    private final TenantModes modes;
    private final InstantSource wall;
    private final ShelfDesk<AccessKeyRecord, AccessKeyResponse> desk;

    AccessKeysResource(
            DeskSupplies supplies, AccessKeys accessKeys, KeyMint mint, TenantModes modes, InstantSource wall) {
        this.supplies = supplies;
        this.accessKeys = accessKeys;
        this.mint = mint;
        this.modes = modes;
        this.wall = wall;
        this.desk = new ShelfDesk<>(supplies, SPEC, accessKeys, Presenter.of(AccessKeyResponse::from));
    }

    @POST
    @Operation(summary = "Makes an access key and shows it this once; it has no scope that its maker lacks.")
    @APIResponseSchema(
            value = AccessKeyResponse.class,
            responseCode = "201",
            responseDescription = "The access key, with Location and ETag")
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AccessKeyRequest.class)))
                    JsonInput body) {
        AccessKeyRequest request = AccessKeyRequest.read(body, supplies.scopes(), wall.instant());
        KeyTerms terms = new KeyTerms(desk.tenant(), request.name(), request.scopes(), request.expiresAt());
        return modes.of(terms.tenant()).chain(mode -> {
            MintedKey minted = mint.mint(terms, mode);
            return accessKeys.issue(minted.record()).map(made -> created(made, minted));
        });
    }

    @GET
    @Operation(summary = "Lists access keys without their secrets, newest first.")
    public Uni<Page<AccessKeyResponse>> list(@BeanParam ListParameters parameters, @BeanParam PageParameters pages) {
        return desk.list(parameters, pages);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Reads an access key without its secret.")
    @APIResponseSchema(value = AccessKeyResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.read(id);
    }

    @POST
    @Path("{id}/revoke")
    @Operation(summary = "Revokes an access key for good; all services refuse it within seconds.")
    @APIResponseSchema(value = AccessKeyResponse.class, responseCode = "200")
    public Uni<Response> revoke(String id) {
        TenantId tenant = desk.tenant();
        return desk.answer(tenant, id, desk.ifPossible(id, () -> accessKeys.revoke(new ShelfKey(tenant, id))));
    }

    @POST
    @Path("{id}/rotate")
    @Operation(summary = "Makes a key like this one, shows it this once, and revokes this one.")
    @APIResponseSchema(
            value = AccessKeyResponse.class,
            responseCode = "201",
            responseDescription = "The new access key, with Location and ETag")
    public Uni<Response> rotate(String id) {
        ShelfKey old = new ShelfKey(desk.tenant(), id);
        Set<Scope> grantable = supplies.scopes();
        return desk.ifPossible(id, () -> accessKeys.find(old.tenant(), id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound(SPEC.noun(), id)))
                .invoke(found -> KeyRotation.refusal(found.record(), grantable, wall.instant())
                        .ifPresent(refusal -> {
                            throw new ProblemException(refusal);
                        }))
                .chain(found -> modes.of(old.tenant()).map(mode -> mint.mint(KeyTerms.like(found.record()), mode)))
                .chain(minted ->
                        accessKeys.rotate(old, minted.record()).map(made -> created(made.orElseThrow(), minted)));
    }

    private Response created(Shelved<AccessKeyRecord> made, MintedKey minted) {
        return Answers.created(
                SPEC.path() + "/" + made.record().id(),
                made.revision(),
                AccessKeyResponse.once(made.record(), minted.secret()));
    }
}
