package io.tallyhouse.catalog.metric.rest;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.metric.MetricStates;
import io.tallyhouse.catalog.metric.Metrics;
import io.tallyhouse.catalog.rest.desk.DeskSpec;
import io.tallyhouse.catalog.rest.desk.DeskSupplies;
import io.tallyhouse.catalog.rest.desk.ListParameters;
import io.tallyhouse.catalog.rest.desk.ShelfDesk;
import io.tallyhouse.catalog.shelf.Shelved;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metrics")
class MetricsResource {
    private static final DeskSpec SPEC = new DeskSpec("metric", "/v1/metrics", "met");

    private final Metrics metrics;
    private final ShelfDesk<MetricRecord, MetricResponse> desk;

    MetricsResource(DeskSupplies supplies, Metrics metrics, MetricStates states) {
        this.metrics = metrics;
        this.desk = new ShelfDesk<>(supplies, SPEC, metrics, (tenant, records) -> present(states, tenant, records));
    }

    @POST
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Creates a metric; once it is READY, every event accepted counts.")
    @APIResponseSchema(
            value = MetricResponse.class,
            responseCode = "201",
            responseDescription = "The metric, with Location and ETag")
    public Uni<Response> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = MetricRequest.class)))
                    JsonInput body) {
        MetricRequest request = MetricRequest.read(body, Optional.empty());
        return desk.create(
                request.id(), (key, createdAt) -> request.toRecord(key.tenant(), new MetricId(key.id()), createdAt));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(summary = "Lists metrics, newest first.")
    public Uni<Page<MetricResponse>> list(
            @BeanParam ListParameters parameters,
            @BeanParam PageParameters pages,
            @QueryParam("includeVariants")
                    @Parameter(
                            description = "`true` lists also what prices made of metrics by setting their parameters.")
                    @Nullable
                    String includeVariants) {
        return ListParameters.flag("includeVariants", includeVariants)
                ? desk.list(parameters, pages)
                : desk.list(parameters, pages, metrics::listWithoutVariants);
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(summary = "Reads a metric.")
    @APIResponseSchema(value = MetricResponse.class, responseCode = "200")
    public Uni<Response> read(String id) {
        return desk.read(id);
    }

    @PUT
    @Path("{id}")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Replaces a metric; another definition is a new version, which counts on its own.")
    @APIResponseSchema(value = MetricResponse.class, responseCode = "200")
    public Uni<Response> replace(
            String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = MetricRequest.class)))
                    JsonInput body) {
        MetricRequest request = MetricRequest.read(body, Optional.of(id));
        return desk.replace(id, ifMatch, request::replacing);
    }

    @POST
    @Path("{id}/archive")
    @RequiresScope(Scope.CATALOG)
    @Operation(summary = "Archives a metric: it keeps counting, but new prices cannot refer to it.")
    @APIResponseSchema(value = MetricResponse.class, responseCode = "200")
    public Uni<Response> archive(String id) {
        return desk.archive(id);
    }

    private static Uni<List<MetricResponse>> present(
            MetricStates states, TenantId tenant, List<Shelved<MetricRecord>> records) {
        List<MetricId> ids = records.stream()
                .map(shelved -> shelved.record().definition().id())
                .toList();
        return states.find(tenant, ids)
                .map(known -> records.stream()
                        .map(shelved -> MetricResponse.from(shelved.record(), known))
                        .toList());
    }
}
