package io.tallyhouse.catalog.product.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.product.Products;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.Presenter;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.ProductId;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
class ProductsResource {
    private static final DeskSpec SPEC = new DeskSpec("product", "/v1/products", "prod");

    private final ShelfDesk<ProductRecord, ProductResponse> desk;

    ProductsResource(DeskSupplies supplies, Products products) {
        this.desk = new ShelfDesk<>(supplies, SPEC, products, Presenter.of(ProductResponse::from));
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Creates a product.")
    @APIResponseSchema(
            value = ProductResponse.class,
            responseCode = "201",
            responseDescription = "The product, with Location and ETag")
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ProductRequest.class)))
                    JsonInput body) {
        ProductRequest request = ProductRequest.read(body, Optional.empty());
        return desk.create(
                request.id(),
                (key, createdAt) -> request.toRecord(key.tenant(), new ProductId(key.id()), 1, createdAt));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists products, newest first.")
    public Uni<Page<ProductResponse>> list(@BeanParam ListParameters parameters, @BeanParam PageParameters pages) {
        return desk.list(parameters, pages);
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a product.")
    @APIResponseSchema(value = ProductResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.read(id);
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Replaces a product.")
    @APIResponseSchema(value = ProductResponse.class, responseCode = "200")
    public Uni<Response> replace(
            String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ProductRequest.class)))
                    JsonInput body) {
        ProductRequest request = ProductRequest.read(body, Optional.of(id));
        return desk.replace(id, ifMatch, request::replacing);
    }

    @POST
    @Path("{id}/archive")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Archives a product: new prices cannot refer to it any more.")
    @APIResponseSchema(value = ProductResponse.class, responseCode = "200")
    public Uni<Response> archive(String id) {
        return desk.archive(id);
    }
}
