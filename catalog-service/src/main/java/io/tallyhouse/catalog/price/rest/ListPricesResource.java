package io.tallyhouse.catalog.price.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.price.ListPrices;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.money.CurrencyCode;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/list-prices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "List prices")
class ListPricesResource {
    private static final DeskSpec SPEC = new DeskSpec("list price", "/v1/list-prices", "lprice");

    private final PriceDesk desk;
    private final ListPrices listPrices;

    ListPricesResource(DeskSupplies supplies, ListPrices listPrices, TenantClocks clocks) {
        this.desk = new PriceDesk(supplies, SPEC, listPrices, clocks);
        this.listPrices = listPrices;
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Creates a list price of a product, from which prices can be made.")
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
                                            schema = @Schema(implementation = PriceRequest.class)))
                    JsonInput body) {
        return desk.create(body);
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists list prices, newest first.")
    public Uni<Page<PriceResponse>> list(
            @BeanParam ListParameters parameters,
            @BeanParam PageParameters pages,
            @QueryParam("currency") @Parameter(description = "Only those in this currency.") @Nullable String currency,
            @QueryParam("productId") @Parameter(description = "Only those of this product.") @Nullable String productId,
            @QueryParam("frequency")
                    @Parameter(
                            description = "Only those that bill so often.",
                            schema = @Schema(implementation = BillingFrequency.class))
                    @Nullable
                    String frequency) {
        ListPrices.Filter filter = filter(currency, productId, frequency);
        return desk.shelf().list(parameters, pages, (tenant, walk) -> listPrices.list(tenant, walk, filter));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a list price.")
    @APIResponseSchema(value = PriceResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.shelf().read(id);
    }

    @GET
    @Path("{id}/versions")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists every version of a list price, newest first.")
    public Uni<Page<PriceResponse>> versions(String id, @BeanParam PageParameters pages) {
        return desk.versions(id, pages);
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.CATALOG)
    @Operation(
            summary = "Replaces a list price, from a day on; prices made from it keep what they took.",
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
    @Operation(summary = "Archives a list price: no more prices can be made from it.")
    @APIResponseSchema(value = PriceResponse.class, responseCode = "200")
    public Uni<Response> archive(String id) {
        return desk.shelf().archive(id);
    }

    private static ListPrices.Filter filter(
            @Nullable String currency, @Nullable String productId, @Nullable String frequency) {
        ObjectNode query = JsonNodeFactory.instance
                .objectNode()
                .put("currency", currency)
                .put("productId", productId)
                .put("frequency", frequency);
        JsonInput input = JsonInput.of(query);
        Field<CurrencyCode> code = input.currency("currency");
        Field<String> product = input.id("productId");
        Field<BillingFrequency> often = input.oneOf("frequency", BillingFrequency.class);
        try {
            return input.build(() ->
                    new ListPrices.Filter(code.optional(), product.optional().map(ProductId::new), often.optional()));
        } catch (InvalidInput e) {
            throw new InvalidInput(e.violations().stream()
                    .map(fault -> new Violation("?" + fault.pointer().substring(1), fault.detail()))
                    .toList());
        }
    }
}
