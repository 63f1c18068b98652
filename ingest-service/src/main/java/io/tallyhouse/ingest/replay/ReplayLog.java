package io.tallyhouse.ingest.replay;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.UsageRecord;
import java.util.List;

/** The end of one partition of the log. */
public interface ReplayLog {
    /**
     * Completes when every replica in sync has all records, in order. If it fails, the log has a beginning of them,
     * perhaps none or all, but never one without those before it.
     */
    Uni<Void> append(int partition, List<UsageRecord> records);
}
