package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.Catalogue;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks up what a schedule refers to and says of each reference whether the schedule may use it. */
@ApplicationScoped
class CheckReferences {
    private final Catalogue catalogue;

    CheckReferences(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Uni<CheckedReferences> execute(TenantId tenant, ScheduleReferences references) {
        Uni<Optional<CustomerRecord>> customer = references
                .customerId()
                .map(id -> catalogue.customer(tenant, id))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        return customer.chain(found -> prices(tenant, references)
                .chain(prices ->
                        metrics(tenant, references, prices).map(metrics -> check(references, found, prices, metrics))));
    }

    private Uni<Map<PriceId, PriceRecord>> prices(TenantId tenant, ScheduleReferences references) {
        Map<PriceId, PriceRecord> known = new LinkedHashMap<>();
        references.pinned().ifPresent(terms -> terms.prices().forEach(price -> known.put(price.id(), price)));
        List<PriceId> wanted = references.prices().values().stream()
                .filter(id -> !known.containsKey(id))
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(id -> catalogue.price(tenant, id))
                .collect()
                .asList()
                .map(found -> {
                    found.stream().flatMap(Optional::stream).forEach(price -> known.put(price.id(), price));
                    return known;
                });
    }

    private Uni<Map<MetricId, MetricRecord>> metrics(
            TenantId tenant, ScheduleReferences references, Map<PriceId, PriceRecord> prices) {
        Map<MetricId, MetricRecord> known = new LinkedHashMap<>();
        references
                .pinned()
                .ifPresent(terms -> terms.metrics()
                        .forEach(metric -> known.put(metric.definition().id(), metric)));
        List<MetricId> wanted = prices.values().stream()
                .flatMap(price -> price.metricId().stream())
                .filter(id -> !known.containsKey(id))
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(id -> catalogue.metric(tenant, id))
                .collect()
                .asList()
                .map(found -> {
                    found.stream()
                            .flatMap(Optional::stream)
                            .forEach(metric -> known.put(metric.definition().id(), metric));
                    return known;
                });
    }

    private static CheckedReferences check(
            ScheduleReferences references,
            Optional<CustomerRecord> customer,
            Map<PriceId, PriceRecord> prices,
            Map<MetricId, MetricRecord> metrics) {
        List<Violation> unknown = new ArrayList<>();
        List<Violation> unfit = new ArrayList<>();
        references
                .customerId()
                .filter(id -> customer.isEmpty())
                .ifPresent(id -> unknown.add(new Violation(
                        "/customerId", "'" + id + "' is not a known customer; create it with POST /v1/customers")));
        customer.filter(CustomerRecord::archived)
                .ifPresent(archived -> unfit.add(
                        new Violation("/customerId", "'" + archived.id() + "' is archived and cannot be billed anew")));
        references.prices().forEach((pointer, id) -> {
            PriceRecord price = prices.get(id);
            if (price == null) {
                unknown.add(
                        new Violation(pointer, "'" + id + "' is not a known price; create it with POST /v1/prices"));
                return;
            }
            if (references
                    .pinned()
                    .filter(terms -> terms.prices().contains(price))
                    .isPresent()) {
                return;
            }
            unfit(price, references.currency()).forEach(detail -> unfit.add(new Violation(pointer, detail)));
            price.metricId()
                    .filter(metric -> !metrics.containsKey(metric))
                    .ifPresent(metric -> unknown.add(new Violation(
                            pointer, "'" + id + "' bills the metric '" + metric + "', which is not known")));
            price.metricId()
                    .map(metrics::get)
                    .filter(Objects::nonNull)
                    .ifPresent(metric ->
                            unmet(price, metric).ifPresent(detail -> unfit.add(new Violation(pointer, detail))));
        });
        references
                .phases()
                .forEach((pointer, phase) -> unfit.addAll(PhasePriceRules.violations(phase, prices, pointer)));
        return new CheckedReferences(
                customer, List.copyOf(prices.values()), List.copyOf(metrics.values()), unknown, unfit);
    }

    /** A metric may have changed since the price was made. */
    private static Optional<String> unmet(PriceRecord price, MetricRecord metric) {
        return price.structure()
                .unmetBy(metric.definition())
                .map(detail -> "'" + price.id() + "' bills the metric '"
                        + metric.definition().id() + "', which " + detail + "; change the metric or the price");
    }

    private static List<String> unfit(PriceRecord price, Optional<CurrencyCode> currency) {
        List<String> details = new ArrayList<>();
        if (price.archived()) {
            details.add("'" + price.id() + "' is archived; use a price that is not");
        }
        currency.filter(code -> !code.equals(price.currency()))
                .ifPresent(code -> details.add("'" + price.id() + "' is in " + price.currency()
                        + "; all prices must be in the schedule's currency " + code));
        return details;
    }
}
