package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.period.BillingRunPlan;
import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.rating.Consumption;
import io.tallyhouse.billing.rating.Consumption.GroupQuantity;
import io.tallyhouse.billing.rating.Consumption.Groups;
import io.tallyhouse.billing.rating.LineTerms;
import io.tallyhouse.billing.rating.LineUsage;
import io.tallyhouse.billing.rating.Prices;
import io.tallyhouse.billing.rating.RateLine;
import io.tallyhouse.billing.schedule.PinnedTerms;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure.Matrix;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The lines of a run from its plan, its terms and the usage as it stands. Runs and previews both come from here. */
@ApplicationScoped
public class RateRun {
    private final Usage usage;

    RateRun(Usage usage) {
        this.usage = usage;
    }

    /** @param subjects whose usage the customer pays for, each for as long as it is the customer's */
    public Uni<List<RequestedLine>> execute(BillingRunPlan plan, PinnedTerms terms, List<SubjectSpan> subjects) {
        return Multi.createFrom()
                .iterable(plan.charges())
                .onItem()
                .transformToUniAndConcatenate(charge -> line(charge, terms, subjects))
                .collect()
                .asList();
    }

    private Uni<RequestedLine> line(Charge charge, PinnedTerms terms, List<SubjectSpan> subjects) {
        PriceRecord price = terms.price(charge.priceId());
        LineTerms line = new LineTerms(price.name(), Prices.from(price.structure(), price.currency()));
        return usage(charge, price, terms, subjects).map(used -> RateLine.rate(line, charge, used));
    }

    private Uni<Optional<LineUsage>> usage(
            Charge charge, PriceRecord price, PinnedTerms terms, List<SubjectSpan> subjects) {
        Optional<MetricId> metricId = price.metricId();
        if (metricId.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        MetricDefinition metric = terms.metric(metricId.get()).definition();
        ServicePeriod period = charge.serviceDays().in(terms.zone());
        List<SubjectSpan> own =
                subjects.stream().filter(span -> span.overlaps(period)).toList();
        Optional<Matrix> matrix =
                Optional.of(price.structure()).filter(Matrix.class::isInstance).map(Matrix.class::cast);
        List<String> dimensions = matrix.map(Matrix::dimensions).orElse(List.of());
        return usage.of(new UsageQuestion(metric, own, period, terms.zone(), dimensions))
                .map(counted -> Optional.of(new LineUsage(
                        metric.id(),
                        metric.version(),
                        matrix.isPresent()
                                ? Optional.of(groups(price, counted))
                                : counted.quantity().map(quantity -> Consumption.of(new Quantity(quantity))),
                        counted.events(),
                        counted.fingerprint())));
    }

    /** Usage that the meter could not keep apart by groups has no price; no other is made up for it. */
    private static Consumption groups(PriceRecord price, MeteredUsage counted) {
        if (counted.ungrouped() > 0) {
            throw new IllegalStateException(("price '%s' looks at groups, but %d events of metric '%s' came when their"
                            + " subject had more groups on a day than the meter keeps apart; group the metric by fewer"
                            + " properties, or price it without groups")
                    .formatted(price.id(), counted.ungrouped(), price.metricId().orElseThrow()));
        }
        return new Groups(counted.groups().stream()
                .map(used -> new GroupQuantity(used.group(), new Quantity(used.quantity())))
                .toList());
    }
}
