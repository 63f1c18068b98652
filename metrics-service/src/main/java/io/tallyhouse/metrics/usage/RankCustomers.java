package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.window.WindowSeries;
import io.tallyhouse.metrics.usage.MetricAnswer.Refused;
import io.tallyhouse.metrics.usage.MetricAnswer.Told;
import io.tallyhouse.metrics.usage.MetricAnswer.UnknownMetric;
import io.tallyhouse.metrics.usage.SubjectShares.Share;
import io.tallyhouse.metrics.usage.TopCustomers.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells which customers used most of a metric, each name's usage for the time that it was theirs. Their windows are read by
 * the hundred, so that memory stays small.
 */
@ApplicationScoped
public class RankCustomers {
    private static final int SUBJECTS_AT_ONCE = 500;

    private final Catalogue catalogue;
    private final CountedWindows windows;
    private final UsageLog usageLog;

    RankCustomers(Catalogue catalogue, CountedWindows windows, UsageLog usageLog) {
        this.catalogue = catalogue;
        this.windows = windows;
        this.usageLog = usageLog;
    }

    /**
     * What is asked.
     *
     * @param zone of days, where the metric is prorated by days
     * @param limit customers at most
     */
    public record Request(TenantId tenant, MetricId metric, ServicePeriod period, ZoneId zone, int limit) {}

    public Uni<MetricAnswer<TopCustomers>> execute(Request request) {
        return usageLog.partitions()
                .chain(partitions -> catalogue.counting(request.tenant(), request.metric(), partitions))
                .chain(metric -> metric.isEmpty()
                        ? Uni.createFrom().item(new UnknownMetric<TopCustomers>())
                        : rank(request, metric.get()));
    }

    private Uni<MetricAnswer<TopCustomers>> rank(Request request, MetricDefinition metric) {
        List<Violation> violations = new SlotEdges(metric.slotMinutes()).violations(request.period());
        if (!violations.isEmpty()) {
            return Uni.createFrom().item(new Refused<TopCustomers>(violations));
        }
        return windows.subjects(metric, request.period())
                .chain(subjects -> ownerships(request.tenant(), subjects)
                        .map(ownerships -> SubjectShares.of(subjects, ownerships, request.period())))
                .chain(shares -> Multi.createFrom()
                        .iterable(portions(shares))
                        .onItem()
                        .transformToUniAndConcatenate(portion -> places(request, metric, portion))
                        .collect()
                        .in(() -> new TopCustomers(request.limit()), (top, places) -> places.forEach(top::add)))
                .map(Told::new);
    }

    private Uni<List<Ownership>> ownerships(TenantId tenant, List<String> subjects) {
        return Multi.createFrom()
                .iterable(subjects)
                .group()
                .intoLists()
                .of(SUBJECTS_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(portion -> catalogue.ownerships(tenant, portion))
                .collect()
                .in(ArrayList<Ownership>::new, List::addAll)
                .map(List::copyOf);
    }

    /** As many shares together as have about {@link #SUBJECTS_AT_ONCE} subjects. */
    private static List<List<Share>> portions(List<Share> shares) {
        List<List<Share>> portions = new ArrayList<>();
        List<Share> portion = new ArrayList<>();
        int subjects = 0;
        for (Share share : shares) {
            portion.add(share);
            subjects += share.spans().size();
            if (subjects >= SUBJECTS_AT_ONCE) {
                portions.add(List.copyOf(portion));
                portion.clear();
                subjects = 0;
            }
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    private Uni<List<Place>> places(Request request, MetricDefinition metric, List<Share> shares) {
        List<String> subjects = shares.stream()
                .flatMap(share -> share.spans().stream())
                .map(SubjectSpan::subject)
                .distinct()
                .toList();
        return windows.of(metric, subjects, request.period()).map(found -> {
            Map<String, List<MetricWindow>> bySubject = found.stream()
                    .collect(Collectors.groupingBy(window -> window.key().subject()));
            return shares.stream()
                    .map(share -> place(request, metric, share, bySubject))
                    .toList();
        });
    }

    private static Place place(
            Request request, MetricDefinition metric, Share share, Map<String, List<MetricWindow>> bySubject) {
        List<MetricWindow> own = SubjectSpan.subjects(share.spans()).stream()
                .flatMap(subject -> bySubject.getOrDefault(subject, List.of()).stream())
                .toList();
        PeriodUsage usage = PeriodUsage.of(
                metric.measure(),
                WindowSeries.of(own, share.spans(), metric.measure()),
                request.period(),
                request.zone());
        return new Place(share.customer(), share.mapped(), usage);
    }
}
