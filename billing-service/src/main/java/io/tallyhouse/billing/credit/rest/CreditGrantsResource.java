package io.tallyhouse.billing.credit.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.CreditGrant.State;
import io.tallyhouse.billing.credit.CreditGrants;
import io.tallyhouse.billing.credit.CreditGrants.GrantOutcome;
import io.tallyhouse.billing.credit.CreditGrants.GrantQuery;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.rest.query.Filters;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageParameters;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/credit-grants")
@Tag(name = "Credit grants")
public class CreditGrantsResource {
    private static final String PATH = "/v1/credit-grants/";

    private final UseCases useCases;
    private final CreditGrants grants;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    CreditGrantsResource(UseCases useCases, CreditGrants grants, CurrentCaller caller, TenantClocks clocks) {
        this.useCases = useCases;
        this.grants = grants;
        this.caller = caller;
        this.clocks = clocks;
    }

    @POST
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Grants credit: money of a currency, or units of a metric, once or again and again.")
    @APIResponse(
            responseCode = "201",
            description = "The grant, with Location and ETag",
            content = @Content(schema = @Schema(implementation = CreditGrantResponse.class)))
    public Uni<Response> create(JsonInput input) {
        TenantId tenant = caller.tenant();
        CreditGrantBody body = CreditGrantBody.read(input);
        GrantId id = new GrantId(body.id().orElseGet(() -> useCases.ids().next("grt")));
        return useCases.create().execute(tenant, id, body.request()).map(outcome -> {
            CreditGrant grant = saved(outcome).grant();
            return Answers.created(
                    PATH + id, grant.standing().version(), CreditGrantResponse.from(grant, clocks.now(tenant)));
        });
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists credit grants, newest first.")
    public Uni<Page<CreditGrantResponse>> list(
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("state") @Nullable String state,
            @BeanParam PageParameters pages) {
        TenantId tenant = caller.tenant();
        Instant now = clocks.now(tenant);
        PageRequest page = pages.request();
        GrantQuery query = new GrantQuery(
                tenant,
                Filters.id("customerId", customerId, CustomerId::new),
                Filters.oneOf("state", state, State.class),
                now,
                Filters.slice(page));
        return grants.list(query)
                .map(rows ->
                        Page.of(page, rows, Listed::sequence, listed -> CreditGrantResponse.from(listed.item(), now)));
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a credit grant with its balance.")
    @APIResponseSchema(value = CreditGrantResponse.class, responseCode = "200")
    public Uni<Response> read(@PathParam("id") String id) {
        TenantId tenant = caller.tenant();
        return find(tenant, id).map(grant -> ok(grant, tenant));
    }

    @GET
    @Path("{id}/transactions")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists a grant's ledger, newest first, with running balances.")
    public Uni<Page<CreditTransactionResponse>> transactions(
            @PathParam("id") String id, @BeanParam PageParameters pages) {
        TenantId tenant = caller.tenant();
        PageRequest page = pages.request();
        return find(tenant, id)
                .chain(grant -> grants.transactions(tenant, grant.terms().id(), Filters.slice(page))
                        .map(rows -> Page.of(
                                page,
                                rows,
                                Listed::sequence,
                                listed -> CreditTransactionResponse.from(
                                        listed.item(), grant.terms().unit()))));
    }

    @GET
    @Path("{id}/transactions/{number}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads one entry of a grant's ledger.")
    public Uni<CreditTransactionResponse> transaction(@PathParam("id") String id, @PathParam("number") String number) {
        TenantId tenant = caller.tenant();
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw ProblemException.notFound("credit transaction", number);
        }
        return find(tenant, id)
                .chain(grant -> grants.transaction(tenant, grant.terms().id(), Integer.parseInt(number))
                        .map(found -> CreditTransactionResponse.from(
                                found.orElseThrow(() -> ProblemException.notFound("credit transaction", number)),
                                grant.terms().unit())));
    }

    @POST
    @Path("{id}/transactions")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Adds to a grant (positive amount) or takes from it (negative amount).")
    @APIResponse(
            responseCode = "201",
            description = "The entry, with Location; ETag is the grant's",
            content = @Content(schema = @Schema(implementation = CreditTransactionResponse.class)))
    public Uni<Response> adjust(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonInput input) {
        TenantId tenant = caller.tenant();
        GrantId grantId = grantId(id);
        var adjustment = AdjustmentBody.read(input, useCases.ids().next("ctx"));
        return useCases.change()
                .adjust(tenant, grantId, adjustment, ETags.expected(ifMatch))
                .map(outcome -> {
                    GrantOutcome.Saved saved = saved(outcome);
                    var entry = saved.entries().get(saved.entries().size() - 1);
                    return Answers.created(
                            PATH + id + "/transactions/" + entry.number(),
                            saved.grant().standing().version(),
                            CreditTransactionResponse.from(
                                    entry, saved.grant().terms().unit()));
                });
    }

    @POST
    @Path("{id}/void")
    @RequiresScope(Scope.BILLING)
    @Operation(summary = "Takes back what is left of a grant, and ends its series. Repeating it changes nothing.")
    @APIResponseSchema(value = CreditGrantResponse.class, responseCode = "200")
    public Uni<Response> takeBack(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        TenantId tenant = caller.tenant();
        return useCases.change()
                .takeBack(tenant, grantId(id), ETags.expected(ifMatch))
                .map(outcome -> ok(saved(outcome).grant(), tenant));
    }

    private Uni<CreditGrant> find(TenantId tenant, String id) {
        return grants.find(tenant, grantId(id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("credit grant", id)));
    }

    private Response ok(CreditGrant grant, TenantId tenant) {
        return Answers.ok(grant.standing().version(), CreditGrantResponse.from(grant, clocks.now(tenant)));
    }

    private static GrantOutcome.Saved saved(GrantOutcome outcome) {
        if (outcome instanceof GrantOutcome.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        return (GrantOutcome.Saved) outcome;
    }

    private static GrantId grantId(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("credit grant", id);
        }
        return new GrantId(id);
    }
}
