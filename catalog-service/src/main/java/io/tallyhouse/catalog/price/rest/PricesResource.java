package io.tallyhouse.catalog.price.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.ListPrices;
import io.tallyhouse.catalog.price.Prices;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/prices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Prices")
class PricesResource {
    private static final DeskSpec SPEC = new DeskSpec("price", "/v1/prices", "price");

    private final PriceDesk desk;
    private final ListPrices listPrices;

    PricesResource(DeskSupplies supplies, Prices prices, ListPrices listPrices, TenantClocks clocks) {
        this.desk = new PriceDesk(supplies, SPEC, prices, clocks);
        this.listPrices = listPrices;
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(
            summary = "Creates a price of a product.",
            description =
                    "With listPriceId it is made from that list price: fields that are left out are taken from it,"
                            + " null takes one away, and no other is required.")
    @APIResponseSchema(
            value = PriceResponse.class,
            responseCode = "201",
            responseDescription = "The price, with Location and ETag")
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(anyOf = {PriceRequest.class, PriceFromList.class})))
                    JsonInput body) {
        Field<String> listPriceId = body.id("listPriceId");
        return listPriceId
                .optional()
                .map(id -> desk.createFrom(listPrices, id, body))
                .orElseGet(() -> desk.create(body));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists prices, newest first.")
    public Uni<Page<PriceResponse>> list(@BeanParam ListParameters parameters, @BeanParam PageParameters pages) {
        return desk.shelf().list(parameters, pages);
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a price.")
    @APIResponseSchema(value = PriceResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.shelf().read(id);
    }

    @GET
    @Path("{id}/versions")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists every version of a price, newest first.")
    public Uni<Page<PriceResponse>> versions(String id, @BeanParam PageParameters pages) {
        return desk.versions(id, pages);
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.CATALOG)
    @Operation(
            summary = "Replaces a price, from a day on; schedules that are active keep what they copied.",
            description = "With effectiveFrom the version before holds until that day; later plans are replaced.")
    @APIResponseSchema(value = PriceResponse.class, responseCode = "200")
    public Uni<Response> replace(
            String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = PriceRequest.class)))
                    JsonInput body) {
        return desk.replace(id, ifMatch, body);
    }

    @POST
    @Path("{id}/archive")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Archives a price: new schedules cannot use it any more.")
    @APIResponseSchema(value = PriceResponse.class, responseCode = "200")
    public Uni<Response> archive(String id) {
        return desk.shelf().archive(id);
    }
}
