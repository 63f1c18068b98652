package io.tallyhouse.metrics.usage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kit.window.WindowSeries;
import io.tallyhouse.metrics.usage.TopCustomers.NoSuchMetric;
import io.tallyhouse.metrics.usage.TopCustomers.Place;
import io.tallyhouse.metrics.usage.TopCustomers.Ranked;
import io.tallyhouse.metrics.usage.TopCustomers.Refused;
import io.tallyhouse.metrics.usage.TopCustomers.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells which customers used most of a metric. Their windows are read by the hundred, so that memory stays small. */
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

    public Uni<TopCustomers> execute(Request request) {
        return usageLog.partitions()
                .chain(partitions -> catalogue.counting(request.tenant(), request.metric(), partitions))
                .chain(metric ->
                        metric.isEmpty() ? Uni.createFrom().item(new NoSuchMetric()) : rank(request, metric.get()));
    }

    private Uni<TopCustomers> rank(Request request, MetricDefinition metric) {
        List<Violation> violations = new SlotEdges(metric.slotMinutes()).violations(request.period());
        if (!violations.isEmpty()) {
            return Uni.createFrom().item(new Refused(violations));
        }
        return windows.subjects(metric, request.period())
                .chain(subjects -> customers(request, subjects))
                .chain(customers -> Multi.createFrom()
                        .iterable(chunks(customers))
                        .onItem()
                        .transformToUniAndConcatenate(chunk -> places(request, metric, chunk))
                        .collect()
                        .in(ArrayList<Place>::new, (best, places) -> keepBest(best, places, request.limit())))
                .map(Ranked::new);
    }

    /** Someone and the subjects that are theirs. */
    private record Customer(String name, boolean mapped, List<String> subjects) {}

    private Uni<List<Customer>> customers(Request request, List<String> subjects) {
        return Multi.createFrom()
                .iterable(subjects)
                .group()
                .intoLists()
                .of(SUBJECTS_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(chunk -> catalogue.owners(request.tenant(), chunk))
                .collect()
                .in(TreeMap<String, String>::new, Map::putAll)
                .map(owners -> customers(subjects, owners));
    }

    private static List<Customer> customers(List<String> subjects, Map<String, String> owners) {
        List<Customer> customers = new ArrayList<>();
        subjects.stream()
                .filter(owners::containsKey)
                .collect(Collectors.groupingBy(
                        subject -> String.valueOf(owners.get(subject)), TreeMap::new, Collectors.toList()))
                .forEach((owner, own) -> customers.add(new Customer(owner, true, own)));
        subjects.stream()
                .filter(subject -> !owners.containsKey(subject))
                .forEach(subject -> customers.add(new Customer(subject, false, List.of(subject))));
        return customers;
    }

    /** As many customers together as have about {@link #SUBJECTS_AT_ONCE} subjects. */
    private static List<List<Customer>> chunks(List<Customer> customers) {
        List<List<Customer>> chunks = new ArrayList<>();
        List<Customer> chunk = new ArrayList<>();
        int subjects = 0;
        for (Customer customer : customers) {
            chunk.add(customer);
            subjects += customer.subjects().size();
            if (subjects >= SUBJECTS_AT_ONCE) {
                chunks.add(List.copyOf(chunk));
                chunk.clear();
                subjects = 0;
            }
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private Uni<List<Place>> places(Request request, MetricDefinition metric, List<Customer> customers) {
        List<String> subjects = customers.stream()
                .flatMap(customer -> customer.subjects().stream())
                .toList();
        return windows.of(metric, subjects, request.period()).map(found -> {
            Map<String, List<MetricWindow>> bySubject = found.stream()
                    .collect(Collectors.groupingBy(window -> window.key().subject()));
            return customers.stream()
                    .map(customer -> place(request, metric, customer, bySubject))
                    .toList();
        });
    }

    private static Place place(
            Request request, MetricDefinition metric, Customer customer, Map<String, List<MetricWindow>> bySubject) {
        List<MetricWindow> own = customer.subjects().stream()
                .flatMap(subject -> bySubject.getOrDefault(subject, List.of()).stream())
                .toList();
        PeriodUsage usage = PeriodUsage.of(metric.measure(), WindowSeries.of(own), request.period(), request.zone());
        return new Place(customer.name(), customer.mapped(), usage);
    }

    private static void keepBest(List<Place> best, List<Place> more, int limit) {
        more.stream().filter(place -> place.usage().value().isPresent()).forEach(best::add);
        best.sort(Place.ORDER);
        if (best.size() > limit) {
            best.subList(limit, best.size()).clear();
        }
    }
}
