package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.usage.UsageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** All that the archive has, in an order in which it can be appended again. For who has time: all calls block. */
public interface FiledRecords {
    /**
     * A part of the log. What comes later in its partition is in this stretch or in a later one.
     *
     * @param days of append that it spans; one, but where a clock went back
     */
    record Stretch(List<LocalDate> days, int partition) {
        public Stretch {
            days = List.copyOf(days);
        }
    }

    /**
     * A record as it was appended, but for what it brought along of former versions.
     *
     * @param isAlone the archive has no other record of its identity
     */
    record Filed(long offset, Instant appendedAt, UsageRecord record, boolean isAlone) {}

    /** Makes ready to read: what comes into the archive from now on is not seen for sure. */
    void open();

    /** By day, the oldest first. */
    List<Stretch> stretches();

    /** The next of the stretch after an offset, in order; empty at its end. */
    List<Filed> after(Stretch stretch, long offset);

    long count();

    /** The last day that is not in the archive any more, as its retention has ended. */
    Optional<LocalDate> droppedThrough();
}
