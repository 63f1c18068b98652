package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.problem.Violation;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule's references came to.
 *
 * @param unknown references to nothing
 * @param unfit references to something that this schedule cannot use: archived, or in another currency
 */
record CheckedReferences(
        Optional<CustomerRecord> customer,
        List<PriceRecord> prices,
        List<MetricRecord> metrics,
        List<Violation> unknown,
        List<Violation> unfit) {
    CheckedReferences {
        prices = List.copyOf(prices);
        metrics = List.copyOf(metrics);
        unknown = List.copyOf(unknown);
        unfit = List.copyOf(unfit);
    }
}
