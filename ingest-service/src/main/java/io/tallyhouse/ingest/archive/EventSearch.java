package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which versions are sought. Newest event time first.
 *
 * @param subjects any of these, each for as long as its span; empty means every subject
 * @param from inclusive
 * @param to exclusive
 * @param onlyQuarantined passes over all that did not come into quarantine: few have an index of their own
 */
public record EventSearch(
        TenantId tenant,
        List<SubjectSpan> subjects,
        Optional<String> type,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean onlyQuarantined) {
    public EventSearch {
        subjects = List.copyOf(subjects);
    }

    public EventSearch(
            TenantId tenant,
            List<SubjectSpan> subjects,
            Optional<String> type,
            Optional<Instant> from,
            Optional<Instant> to) {
        this(tenant, subjects, type, from, to, false);
    }

    /** Only versions that came into quarantine, whatever became of them. */
    EventSearch quarantined() {
        return new EventSearch(tenant, subjects, type, from, to, true);
    }

    /**
     * Which part of the result.
     *
     * @param limit versions at most
     * @param from where it begins, exclusive; empty is the newest end
     */
    public record Slice(int limit, Direction direction, Optional<ArchivePosition> from) {}

    /** From the slice's beginning. */
    public enum Direction {
        OLDER,
        NEWER
    }
}
