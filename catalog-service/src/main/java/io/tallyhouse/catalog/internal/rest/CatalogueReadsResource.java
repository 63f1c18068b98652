package io.tallyhouse.catalog.internal.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.customer.Customers;
import io.tallyhouse.catalog.metric.Metrics;
import io.tallyhouse.catalog.price.Prices;
import io.tallyhouse.catalog.product.Products;
import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.ProductRecord;
import io.tallyhouse.contracts.catalog.SubjectOwners;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.PlainText;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Reads of what a tenant has in the catalogue; the calling service names the tenant. */
@Path("/internal")
@ServiceOnly
class CatalogueReadsResource {
    private final Customers customers;
    private final Products products;
    private final Prices prices;
    private final Metrics metrics;
    private final CurrentCaller caller;
    private final TenantClocks clocks;

    CatalogueReadsResource(
            Customers customers,
            Products products,
            Prices prices,
            Metrics metrics,
            CurrentCaller caller,
            TenantClocks clocks) {
        this.customers = customers;
        this.products = products;
        this.prices = prices;
        this.metrics = metrics;
        this.caller = caller;
        this.clocks = clocks;
    }

    @GET
    @Path("customers/{id}")
    @Operation(hidden = true)
    public Uni<CustomerRecord> customer(String id) {
        return read(customers, "customer", id);
    }

    @GET
    @Path("products/{id}")
    @Operation(hidden = true)
    public Uni<ProductRecord> product(String id) {
        return read(products, "product", id);
    }

    @GET
    @Path("prices/{id}")
    @Operation(hidden = true)
    public Uni<PriceRecord> price(String id) {
        return read(prices, "price", id);
    }

    @GET
    @Path("metrics/{id}")
    @Operation(hidden = true)
    public Uni<MetricRecord> metric(String id) {
        return read(metrics, "metric", id);
    }

    /** The customer whose id or alias it is. */
    @GET
    @Path("subjects/{subject}")
    @Operation(hidden = true)
    public Uni<CustomerRecord> subject(String subject) {
        TenantId tenant = caller.tenant();
        if (!PlainText.isLine(subject)) {
            throw ProblemException.notFound("customer of subject", subject);
        }
        return customers
                .findBySubject(tenant, subject, clocks.now(tenant))
                .map(found -> found.map(Shelved::record)
                        .orElseThrow(() -> ProblemException.notFound("customer of subject", subject)));
    }

    /** Those of the subjects that are no customer's. */
    @GET
    @Path("unmapped-subjects")
    @Operation(hidden = true)
    public Uni<List<String>> unmapped(@QueryParam("subject") List<String> subjects) {
        TenantId tenant = caller.tenant();
        List<String> possible = subjects.stream().filter(PlainText::isLine).toList();
        return customers
                .owners(tenant, possible, clocks.now(tenant))
                .map(owners -> subjects.stream()
                        .filter(subject -> !owners.containsKey(subject))
                        .toList());
    }

    /** Whose each of the subjects is, and when. */
    @POST
    @Path("subject-owners")
    @Operation(hidden = true)
    public Uni<SubjectOwners> ownerships(JsonInput body) {
        Field<List<String>> subjects = body.texts("subjects").required();
        List<String> asked = body.build(subjects::get);
        return customers.ownerships(
                caller.tenant(), asked.stream().filter(PlainText::isLine).toList());
    }

    /** Those of the customers that there are, and all their descendants. */
    @POST
    @Path("families")
    @Operation(hidden = true)
    public Uni<CustomerFamily> family(JsonInput body) {
        Field<List<String>> ids = body.texts("customers").required();
        List<String> asked = body.build(ids::get);
        return customers.family(
                caller.tenant(), asked.stream().filter(IdGrammar::accepts).toList());
    }

    private <R> Uni<R> read(Shelf<R> shelf, String noun, String id) {
        TenantId tenant = caller.tenant();
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound(noun, id);
        }
        return shelf.find(tenant, id)
                .map(found -> found.map(Shelved::record).orElseThrow(() -> ProblemException.notFound(noun, id)));
    }
}
