package io.tallyhouse.metrics.usage.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.CustomerFamily;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.SubjectOwners;
import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.call.ServiceCalls;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.metrics.usage.Asked;
import io.tallyhouse.metrics.usage.Asked.Reach;
import io.tallyhouse.metrics.usage.Catalogue;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Metric versions from this service's table, and from catalog-service what was created a moment ago; customers from there. */
@ApplicationScoped
class CatalogueReferences implements Catalogue {
    private static final String SELECT_VERSIONS = """
            SELECT definition::text, (SELECT count(*) FROM metric_replays past
                WHERE past.tenant = known.tenant AND past.metric_id = known.metric_id
                    AND past.metric_version = known.metric_version AND past.caught_up)
            FROM metric_versions known WHERE tenant = $1 AND metric_id = $2
            ORDER BY metric_version DESC LIMIT 50""";

    private static final String SELECT_GAUGES = """
            SELECT metric_id FROM metric_versions
            WHERE tenant = $1 AND definition->>'aggregation' = 'GAUGE' GROUP BY metric_id ORDER BY metric_id""";

    private static final int CUSTOMERS_AT_ONCE = 8;

    private final Pool pool;
    private final ServiceCalls calls;

    CatalogueReferences(Pool pool, ServiceCalls calls) {
        this.pool = pool;
        this.calls = calls;
    }

    @Override
    public Uni<Optional<MetricDefinition>> counting(TenantId tenant, MetricId metric, int partitions) {
        return pool.preparedQuery(SELECT_VERSIONS)
                .execute(Tuple.of(tenant.value(), metric.value()))
                .map(rows -> newest(rows, partitions))
                .chain(known -> known.isPresent() ? Uni.createFrom().item(known) : ask(tenant, metric));
    }

    private static Optional<MetricDefinition> newest(RowSet<Row> rows, int partitions) {
        Optional<String> newest = Optional.empty();
        for (Row row : rows) {
            if (row.getLong(1) >= partitions) {
                return Optional.of(definition(row.getString(0)));
            }
            newest = newest.or(() -> Optional.of(row.getString(0)));
        }
        return newest.map(CatalogueReferences::definition);
    }

    private static MetricDefinition definition(String json) {
        return ContractJson.read(json.getBytes(StandardCharsets.UTF_8), MetricDefinition.class);
    }

    private Uni<Optional<MetricDefinition>> ask(TenantId tenant, MetricId metric) {
        return calls.read(Service.CATALOG, tenant, "/internal/metrics/" + metric.value(), MetricRecord.class)
                .map(found -> found.map(MetricRecord::definition));
    }

    @Override
    public Uni<List<SubjectSpan>> subjects(TenantId tenant, Asked asked) {
        return asked.reach() == Reach.DESCENDANTS
                ? familySubjects(tenant, asked.customers())
                : subjects(tenant, asked.customers());
    }

    private Uni<List<SubjectSpan>> familySubjects(TenantId tenant, List<String> customers) {
        return calls.ask(
                        Service.CATALOG,
                        tenant,
                        "/internal/families",
                        Map.of("customers", customers),
                        CustomerFamily.class)
                .map(family -> {
                    if (family.members().size() > CustomerFamily.MEMBERS_MAX) {
                        throw ProblemException.invalid(
                                "?includeChildren",
                                "'true' would count over more than " + CustomerFamily.MEMBERS_MAX
                                        + " customers; ask for children further down");
                    }
                    Set<SubjectSpan> spans = new LinkedHashSet<>();
                    // a name that is no customer's id stands for itself
                    customers.forEach(customer -> spans.add(SubjectSpan.always(customer)));
                    family.members().forEach(member -> spans.addAll(member.spans()));
                    return withoutRepeats(spans);
                });
    }

    private Uni<List<SubjectSpan>> subjects(TenantId tenant, List<String> customers) {
        return Multi.createFrom()
                .iterable(customers)
                .onItem()
                .transformToUni(customer -> subjects(tenant, customer))
                .merge(CUSTOMERS_AT_ONCE)
                .collect()
                .in(LinkedHashSet<SubjectSpan>::new, Set::addAll)
                .map(CatalogueReferences::withoutRepeats);
    }

    private Uni<List<SubjectSpan>> subjects(TenantId tenant, String customer) {
        List<SubjectSpan> itself = List.of(SubjectSpan.always(customer));
        if (!IdGrammar.accepts(customer)) {
            return Uni.createFrom().item(itself);
        }
        return calls.read(Service.CATALOG, tenant, "/internal/customers/" + customer, CustomerRecord.class)
                .map(found -> found.map(CustomerRecord::spans).orElse(itself));
    }

    /** A name is one customer's at a time, so spans overlap only where the name itself was asked for, too. */
    private static List<SubjectSpan> withoutRepeats(Set<SubjectSpan> spans) {
        return spans.stream()
                .filter(span -> !span.isLimited() || !spans.contains(SubjectSpan.always(span.subject())))
                .toList();
    }

    @Override
    public Uni<List<MetricDefinition>> gauges(TenantId tenant, int partitions) {
        return pool.preparedQuery(SELECT_GAUGES)
                .execute(Tuple.of(tenant.value()))
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(
                                row -> counting(tenant, new MetricId(row.getString(0)), partitions))
                        .filter(Optional::isPresent)
                        .map(Optional::orElseThrow)
                        .filter(metric -> metric.aggregation() == Aggregation.GAUGE)
                        .collect()
                        .asList());
    }

    @Override
    public Uni<List<Ownership>> ownerships(TenantId tenant, List<String> subjects) {
        return calls.ask(
                        Service.CATALOG,
                        tenant,
                        "/internal/subject-owners",
                        Map.of("subjects", subjects),
                        SubjectOwners.class)
                .map(SubjectOwners::ownerships);
    }
}
