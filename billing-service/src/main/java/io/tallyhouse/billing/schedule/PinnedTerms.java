package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schedule is billed by, as it stood at activation: later changes of the catalogue do not reach it.
 *
 * @param zone whose calendar days the schedule's dates are
 * @param prices each price of any phase, once
 * @param metrics each metric of those prices, once, in the version that counts for this schedule
 */
public record PinnedTerms(ZoneId zone, List<PriceRecord> prices, List<MetricRecord> metrics) {
    public PinnedTerms {
        prices = List.copyOf(prices);
        metrics = List.copyOf(metrics);
    }

    /** @throws IllegalStateException if the price is none of the schedule's */
    public PriceRecord price(PriceId id) {
        return prices.stream()
                .filter(price -> price.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("price " + id + " is not pinned"));
    }

    /** @throws IllegalStateException if no price of the schedule uses the metric */
    public MetricRecord metric(MetricId id) {
        return metrics.stream()
                .filter(metric -> metric.definition().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("metric " + id + " is not pinned"));
    }

    /** With others beside them; what is pinned stays as it is. */
    public PinnedTerms with(List<PriceRecord> newPrices, List<MetricRecord> newMetrics) {
        List<PriceRecord> allPrices = new ArrayList<>(prices);
        newPrices.stream()
                .filter(added -> prices.stream().noneMatch(price -> price.id().equals(added.id())))
                .forEach(allPrices::add);
        List<MetricRecord> allMetrics = new ArrayList<>(metrics);
        newMetrics.stream()
                .filter(added -> metrics.stream()
                        .noneMatch(metric -> metric.definition()
                                .id()
                                .equals(added.definition().id())))
                .forEach(allMetrics::add);
        return new PinnedTerms(zone, allPrices, allMetrics);
    }
}
