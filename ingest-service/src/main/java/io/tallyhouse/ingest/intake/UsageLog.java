package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.UsageRecord;
import java.util.List;

/** The log of all that is accepted. Everything of one subject keeps the order in which it was appended. */
public interface UsageLog {
    /**
     * Completes when every replica in sync has all records; a {@code MetricStart} is put into every partition. Appending
     * the same records again is harmless: identities absorb repeats.
     *
     * <p>Fails with {@link UsageLogFull} if nothing was appended because too much is under way, and with {@link
     * UsageLogUnavailable} if some or all of the records may be missing.
     */
    Uni<Void> append(List<UsageRecord> records);
}
