package io.tallyhouse.catalog.customer.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.Customers;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.Presenter;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.catalog.shelf.PlainText;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
class CustomersResource {
    private static final DeskSpec SPEC = new DeskSpec("customer", "/v1/customers", "cus");

    private final Customers customers;
    private final ShelfDesk<CustomerRecord, CustomerResponse> desk;

    CustomersResource(DeskSupplies supplies, Customers customers) {
        this.customers = customers;
        this.desk = new ShelfDesk<>(supplies, SPEC, customers, Presenter.of(CustomerResponse::from));
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Creates a customer.")
    @APIResponse(
            responseCode = "201",
            description = "The customer, with Location and ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CustomerResponse.class)))
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = CustomerRequest.class)))
                    JsonInput body) {
        CustomerRequest request = CustomerRequest.read(body, Optional.empty());
        return desk.create(
                request.id(),
                (key, createdAt) -> request.toRecord(key.tenant(), new CustomerId(key.id()), 1, createdAt));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists customers, newest first.")
    public Uni<Page<CustomerResponse>> list(@BeanParam ListParameters parameters) {
        return desk.list(parameters);
    }

    @GET
    @Path("by-alias/{alias}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads the customer that has an alias.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> readByAlias(String alias) {
        TenantId tenant = desk.tenant();
        return desk.answer(
                tenant,
                alias,
                PlainText.accepts(alias)
                        ? customers.findByAlias(tenant, alias)
                        : Uni.createFrom().item(Optional.empty()));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a customer.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.read(id);
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Replaces a customer; absent fields are taken away.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> replace(
            String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = CustomerRequest.class)))
                    JsonInput body) {
        CustomerRequest request = CustomerRequest.read(body, Optional.of(id));
        return desk.replace(id, ifMatch, request::replacing);
    }

    @POST
    @Path("{id}/archive")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Archives a customer: it stays readable and keeps its aliases.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> archive(String id) {
        return desk.archive(id);
    }
}
