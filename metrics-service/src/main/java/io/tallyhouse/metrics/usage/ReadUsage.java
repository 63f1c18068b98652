package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.metrics.usage.MetricAnswer.Refused;
import io.tallyhouse.metrics.usage.MetricAnswer.Told;
import io.tallyhouse.metrics.usage.MetricAnswer.UnknownMetric;
import io.tallyhouse.metrics.usage.UsageReport.Found;
import io.tallyhouse.metrics.usage.UsageRequest.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what a metric counted for a customer. */
@ApplicationScoped
public class ReadUsage {
    private final Catalogue catalogue;
    private final CountedWindows windows;
    private final UsageLog usageLog;

    ReadUsage(Catalogue catalogue, CountedWindows windows, UsageLog usageLog) {
        this.catalogue = catalogue;
        this.windows = windows;
        this.usageLog = usageLog;
    }

    public Uni<MetricAnswer<CountedUsage>> execute(UsageRequest request) {
        return usageLog.partitions()
                .chain(partitions -> catalogue
                        .counting(request.tenant(), request.metric(), partitions)
                        .chain(metric -> metric.isEmpty()
                                ? Uni.createFrom().item(new UnknownMetric<CountedUsage>())
                                : count(request, metric.get(), partitions)));
    }

    private Uni<MetricAnswer<CountedUsage>> count(UsageRequest request, MetricDefinition metric, int partitions) {
        List<ServicePeriod> intervals = request.span().intervals(metric);
        List<Violation> violations = violations(request, metric, intervals);
        if (!violations.isEmpty()) {
            return Uni.createFrom().item(new Refused<CountedUsage>(violations));
        }
        ServicePeriod period = request.span().period();
        // positions first: what they stand for is in the copy by the time the windows are read
        return Uni.combine()
                .all()
                .unis(catalogue.subjects(request.tenant(), request.asked()), windows.positions())
                .asTuple()
                .chain(known -> {
                    List<SubjectSpan> spans = known.getItem1();
                    List<String> subjects = SubjectSpan.subjects(spans);
                    return windows.of(metric, subjects, period)
                            .map(found -> new Told<>(new CountedUsage(
                                    UsageReport.of(
                                            new Found(metric, wanted(found, metric, request), spans),
                                            request.span(),
                                            intervals),
                                    completeThrough(metric, subjects, known.getItem2(), partitions))));
                });
    }

    private static List<MetricWindow> wanted(List<MetricWindow> found, MetricDefinition metric, UsageRequest request) {
        return found.stream()
                .filter(window -> request.groups().holds(metric, window.key().group()))
                .toList();
    }

    private static List<Violation> violations(
            UsageRequest request, MetricDefinition metric, List<ServicePeriod> intervals) {
        Span span = request.span();
        List<Violation> violations = new ArrayList<>(request.groups().violations(metric));
        violations.addAll(new SlotEdges(metric.slotMinutes()).violations(span.period()));
        if (intervals.size() > Span.INTERVALS_MAX) {
            violations.add(new Violation(
                    "?granularity",
                    span.granularity() + " would cut the period into more than " + Span.INTERVALS_MAX
                            + " intervals; shorten the period or take a coarser one"));
        }
        return violations;
    }

    /** The earliest of the partitions that the subjects are in; nothing can be said if one of them says nothing. */
    private Optional<Instant> completeThrough(
            MetricDefinition metric, List<String> subjects, Map<Integer, Long> positions, int partitions) {
        List<Optional<Instant>> covered = subjects.stream()
                .map(subject -> Partitioner.partition(Topics.usageKey(metric.tenant(), subject), partitions))
                .distinct()
                .map(partition -> usageLog.coveredBy(partition, positions.getOrDefault(partition, 0L)))
                .toList();
        return covered.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : covered.stream().flatMap(Optional::stream).min(Instant::compareTo);
    }
}
