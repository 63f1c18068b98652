package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.period.Charge;
import io.tallyhouse.billing.period.PricePlan;
import io.tallyhouse.billing.rating.Consumption;
import io.tallyhouse.billing.rating.Consumption.Accumulated;
import io.tallyhouse.billing.rating.Consumption.GroupQuantity;
import io.tallyhouse.billing.rating.Consumption.Groups;
import io.tallyhouse.billing.rating.Consumption.Seats;
import io.tallyhouse.billing.rating.LineUsage;
import io.tallyhouse.billing.run.Billed.Member;
import io.tallyhouse.billing.usage.DailyTotals;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceStructure.Matrix;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.kernel.money.Quantity;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Asks for all the usage that a charge's price looks at. */
@ApplicationScoped
public class MeasureCharge {
    private final Usage usage;

    MeasureCharge(Usage usage) {
        this.usage = usage;
    }

    /**
     * What is to be measured.
     *
     * @param zone whose days the charge's are
     * @param spans whose usage is billed
     * @param shares of whom each one's part is told; nobody where there is only one
     */
    record Question(
            Charge charge,
            PriceRecord price,
            MetricDefinition metric,
            ZoneId zone,
            List<SubjectSpan> spans,
            List<Member> shares) {
        List<String> dimensions() {
            return price.structure() instanceof Matrix matrix ? matrix.dimensions() : List.of();
        }

        UsageQuestion during(DateRange days) {
            return during(days, spans);
        }

        UsageQuestion during(DateRange days, List<SubjectSpan> whose) {
            ServicePeriod period = days.in(zone);
            List<SubjectSpan> own =
                    whose.stream().filter(span -> span.overlaps(period)).toList();
            return new UsageQuestion(metric, own, period, zone, dimensions());
        }
    }

    Uni<LineUsage> execute(Question question) {
        Charge charge = question.charge();
        if (charge.price().bills() instanceof PricePlan.Bills.Seats) {
            return seats(question);
        }
        return usage.of(question.during(charge.serviceDays()))
                .chain(own -> consumption(question, own)
                        .chain(used -> shares(question)
                                .map(shares -> new LineUsage(
                                        question.metric().id(),
                                        question.metric().version(),
                                        used,
                                        own.events(),
                                        own.fingerprint(),
                                        shares))));
    }

    private Uni<Optional<Consumption>> consumption(Question question, MeteredUsage own) {
        Charge charge = question.charge();
        if (charge.price().filling() instanceof PricePlan.Filling.EachPeriod) {
            return Uni.createFrom().item(used(question.price(), own));
        }
        DateRange whole =
                new DateRange(charge.countsFrom(), charge.serviceDays().end());
        if (whole.equals(charge.serviceDays())) {
            return Uni.createFrom().item(used(question.price(), own).map(used -> accumulated(nothing(used), used)));
        }
        DateRange before =
                new DateRange(whole.start(), charge.serviceDays().start().minusDays(1));
        return usage.of(question.during(before))
                .chain(earlier -> usage.of(question.during(whole))
                        .map(all -> used(question.price(), all)
                                .map(used -> accumulated(
                                        used(question.price(), earlier).orElseGet(() -> nothing(used)), used))));
    }

    private static Consumption accumulated(Consumption before, Consumption whole) {
        return new Accumulated(before, whole);
    }

    private static Consumption nothing(Consumption like) {
        return like instanceof Groups ? new Groups(List.of()) : Consumption.of(Quantity.ZERO);
    }

    private Uni<LineUsage> seats(Question question) {
        Charge charge = question.charge();
        DateRange counted =
                new DateRange(charge.countsFrom(), charge.serviceDays().end());
        return usage.totals(question.during(counted))
                .map(totals -> new LineUsage(
                        question.metric().id(),
                        question.metric().version(),
                        Optional.of(seats(totals)),
                        totals.events(),
                        totals.fingerprint(),
                        List.of()));
    }

    private static Consumption seats(DailyTotals totals) {
        return new Seats(
                new Quantity(totals.opening()),
                totals.days().stream().map(Quantity::new).toList());
    }

    private Uni<List<LineUsage.Share>> shares(Question question) {
        return Multi.createFrom()
                .iterable(question.shares())
                .onItem()
                .transformToUniAndConcatenate(member -> usage.of(
                                question.during(question.charge().serviceDays(), member.spans()))
                        .map(own -> new LineUsage.Share(
                                member.name(), own.quantity().map(Quantity::new), own.events())))
                .collect()
                .asList();
    }

    private static Optional<Consumption> used(PriceRecord price, MeteredUsage counted) {
        return price.structure() instanceof Matrix
                ? Optional.of(groups(price, counted))
                : counted.quantity().map(quantity -> Consumption.of(new Quantity(quantity)));
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
