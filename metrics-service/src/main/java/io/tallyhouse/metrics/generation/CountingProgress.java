package io.tallyhouse.metrics.generation;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.metrics.usage.CountedWindows;
import io.tallyhouse.metrics.usage.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How much of the log is counted, published and in this service's copy. */
@ApplicationScoped
public class CountingProgress {
    private final UsageLog log;
    private final CountedWindows windows;

    public CountingProgress(UsageLog log, CountedWindows windows) {
        this.log = log;
        this.windows = windows;
    }

    /**
     * Where the copy stands.
     *
     * @param records of the log, control records included
     * @param counted of them
     */
    public record Progress(long records, long counted) {}

    /** Empty while the end of the log is not known. */
    public Uni<Optional<Progress>> execute() {
        return log.partitions()
                .chain(partitions -> windows.positions().map(positions -> progress(partitions, positions)));
    }

    private Optional<Progress> progress(int partitions, Map<Integer, Long> positions) {
        long records = 0;
        long counted = 0;
        for (int partition = 0; partition < partitions; partition++) {
            OptionalLong end = log.end(partition);
            if (end.isEmpty()) {
                return Optional.empty();
            }
            records += end.getAsLong();
            counted += Math.min(end.getAsLong(), positions.getOrDefault(partition, 0L));
        }
        return Optional.of(new Progress(records, counted));
    }
}
