package io.tallyhouse.catalog.customer.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.AliasChange;
import io.tallyhouse.catalog.customer.Customers;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.Presenter;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.catalog.shelf.ShelfKey;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.PlainText;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
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
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
class CustomersResource {
    private static final DeskSpec SPEC = new DeskSpec("customer", "/v1/customers", "cus");

    private final Customers customers;
    private final TenantClocks clocks;
    private final ShelfDesk<CustomerRecord, CustomerResponse> desk;

    CustomersResource(DeskSupplies supplies, Customers customers, TenantClocks clocks) {
        this.customers = customers;
        this.clocks = clocks;
        this.desk = new ShelfDesk<>(supplies, SPEC, customers, Presenter.of(CustomerResponse::from));
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Creates a customer.")
    @APIResponseSchema(
            value = CustomerResponse.class,
            responseCode = "201",
            responseDescription = "The customer, with Location and ETag")
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
                request.id(), (key, createdAt) -> request.toRecord(key.tenant(), new CustomerId(key.id()), createdAt));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists customers, newest first.")
    public Uni<Page<CustomerResponse>> list(
            @BeanParam ListParameters parameters,
            @BeanParam PageParameters pages,
            @QueryParam("parentId") @Parameter(description = "Only the children of this customer.") @Nullable
                    String parentId) {
        if (parentId == null) {
            return desk.list(parameters, pages);
        }
        if (!IdGrammar.accepts(parentId)) {
            throw ProblemException.invalid("?parentId", "'" + parentId + "' must be a customer's id");
        }
        return desk.list(parameters, pages, (tenant, walk) -> customers.children(tenant, parentId, walk));
    }

    @GET
    @Path("by-alias/{alias}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads the customer that has an alias now.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> readByAlias(String alias) {
        TenantId tenant = desk.tenant();
        return desk.answer(
                tenant,
                alias,
                PlainText.isLine(alias)
                        ? customers.findByAlias(tenant, alias, clocks.now(tenant))
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

    @POST
    @Path("{id}/aliases")
    @RequiresScope(Scope.CATALOG)
    @Operation(
            summary = "Gives a customer an alias, for always or from a day on.",
            description = "From that day on the alias is no longer whose it was: usage before stays with the former"
                    + " customer. Days are those of this customer's time zone.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> assign(
            String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = AliasRequest.class)))
                    JsonInput body) {
        AliasRequest request = AliasRequest.read(body);
        TenantId tenant = desk.tenant();
        return desk.answer(
                tenant,
                id,
                desk.ifPossible(
                        id,
                        () -> customers.rename(
                                new ShelfKey(tenant, id),
                                request.alias(),
                                (customer, holders) -> Optional.of(
                                        AliasChange.assign(customer, holders, request.alias(), request.from())))));
    }

    @DELETE
    @Path("{id}/aliases/{alias}")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Takes an alias from a customer: after a last day, or as if it had never been.")
    @APIResponseSchema(value = CustomerResponse.class, responseCode = "200")
    public Uni<Response> withdraw(
            String id,
            String alias,
            @QueryParam("to") @Parameter(description = "The last day, in the customer's time zone.") @Nullable
                    String to) {
        TenantId tenant = desk.tenant();
        Optional<LocalDate> lastDay = AliasRequest.lastDay(to);
        return desk.answer(
                tenant,
                id + "' with the alias '" + alias,
                desk.ifPossible(
                        id,
                        () -> PlainText.isLine(alias)
                                ? customers.rename(
                                        new ShelfKey(tenant, id),
                                        alias,
                                        (customer, holders) -> AliasChange.withdraw(customer, alias, lastDay))
                                : Uni.createFrom().item(Optional.empty())));
    }
}
