package io.tallyhouse.ingest.control;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.ingest.intake.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Starts metric versions that have not been started yet. */
@ApplicationScoped
public class StartMetrics {
    private final UsageLog log;

    public StartMetrics(UsageLog log) {
        this.log = log;
    }

    /** Completes when every partition has a record for each; fails as {@link UsageLog#append} does, with none noted. */
    public Uni<Void> execute(List<MetricDefinition> definitions, SentStarts sent) {
        return sent.missing(definitions)
                .flatMap(missing -> missing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : log.append(records(missing)).chain(() -> sent.note(missing)));
    }

    private static List<UsageRecord> records(List<MetricDefinition> missing) {
        return missing.stream().<UsageRecord>map(MetricStart::new).toList();
    }
}
