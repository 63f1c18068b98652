package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventArchive.Found;
import io.tallyhouse.ingest.archive.EventFilter.Wanted;
import io.tallyhouse.ingest.archive.EventSearch.Slice;
import io.tallyhouse.ingest.archive.FoundEvents.FoundEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds versions of events. It walks the archive by time, as far as a bounded number of records, and keeps what is
 * wanted; so one request never reads without end, and may find fewer than asked for and a place to go on from.
 */
@ApplicationScoped
public class FindEvents {
    private static final int WALKED_MAX = 20_000;
    /** After this time no portion is begun but the first whole one. */
    private static final Duration TIME_MAX = Duration.ofMillis(60);

    private static final int PORTION = 1_000;
    /** Where each record costs a look at its identity. */
    private static final int PORTION_WITH_HISTORIES = 250;

    private final EventArchive archive;
    private final CurrentMetrics metrics;
    private final MappedSubjects subjects;
    private final InstantSource wall;

    public FindEvents(EventArchive archive, CurrentMetrics metrics, MappedSubjects subjects, InstantSource wall) {
        this.archive = archive;
        this.metrics = metrics;
        this.subjects = subjects;
        this.wall = wall;
    }

    public Uni<FoundEvents> execute(EventSearch search, EventFilter filter, Slice slice) {
        EventSearch narrowed = filter.wants(Wanted.QUARANTINED) ? search.quarantined() : search;
        return walk(new Walk(narrowed, filter, slice), wall.instant().plus(TIME_MAX))
                .map(Walk::found);
    }

    /** How far one request has come. */
    private static final class Walk {
        private final EventSearch search;
        private final EventFilter filter;
        private final Slice slice;
        private final List<FoundEvent> events = new ArrayList<>();
        private Optional<ArchivePosition> first = Optional.empty();
        private Optional<ArchivePosition> last;
        private int walked;
        private boolean ended;

        Walk(EventSearch search, EventFilter filter, Slice slice) {
            this.search = search;
            this.filter = filter;
            this.slice = slice;
            this.last = slice.from();
        }

        /** One more than the page has tells whether another follows; most records are versions. */
        Slice portion() {
            int size = filter.isNone() || walked == 0 ? slice.limit() + 1 : wholePortion();
            return new Slice(size, slice.direction(), last);
        }

        private int wholePortion() {
            return filter.needsHistories() ? PORTION_WITH_HISTORIES : PORTION;
        }

        /** However slow it is, a request gets somewhere. */
        boolean hasWalkedAPortion() {
            return walked >= wholePortion();
        }

        void took(List<Found> portion, int asked) {
            walked += portion.size();
            ended = portion.size() < asked;
            if (!portion.isEmpty()) {
                first = first.or(() -> Optional.of(portion.get(0).position()));
                last = Optional.of(portion.get(portion.size() - 1).position());
            }
        }

        boolean isOver() {
            return ended || events.size() > slice.limit() || walked >= WALKED_MAX;
        }

        FoundEvents found() {
            if (events.size() > slice.limit()) {
                List<FoundEvent> page = events.subList(0, slice.limit());
                return new FoundEvents(
                        page, first, Optional.of(page.get(page.size() - 1).position()));
            }
            return new FoundEvents(events, first, ended ? Optional.empty() : last);
        }
    }

    private Uni<Walk> walk(Walk walk, Instant until) {
        Slice portion = walk.portion();
        return archive.walk(walk.search, portion)
                .invoke(found -> walk.took(found, portion.limit()))
                .chain(found -> wanted(walk, found))
                .chain(this::versions)
                .invoke(versions -> versions.stream()
                        .filter(walked -> walk.filter.holds(walked.version()))
                        .forEach(walked -> keep(walk, walked)))
                .chain(() -> walk.isOver() || wall.instant().isAfter(until) && walk.hasWalkedAPortion()
                        ? Uni.createFrom().item(walk)
                        : walk(walk, until));
    }

    /** Those of the records that may have brought a wanted version: fewer, since each costs a look at its identity. */
    private Uni<List<Found>> wanted(Walk walk, List<Found> portion) {
        List<Found> possible = portion.stream()
                .filter(walk.filter::mayHold)
                .filter(found -> !walk.filter.wants(Wanted.UNUSABLE) || isUnusable(found))
                .toList();
        if (!walk.filter.wants(Wanted.UNMAPPED) || possible.isEmpty()) {
            return Uni.createFrom().item(possible);
        }
        Set<String> asked =
                possible.stream().map(found -> found.identity().subject()).collect(Collectors.toSet());
        return subjects.unmapped(walk.search.tenant(), asked)
                .map(unmapped -> possible.stream()
                        .filter(found -> unmapped.contains(found.identity().subject()))
                        .toList());
    }

    private boolean isUnusable(Found found) {
        return !MetricUse.of(metrics.ofType(found.identity().tenant(), found.type()), found.data())
                .unusable()
                .isEmpty();
    }

    private record Walked(ArchivePosition position, EventVersion version) {}

    /** Those of the records that brought a version. */
    private Uni<List<Walked>> versions(List<Found> portion) {
        Set<EventIdentity> identities = portion.stream().map(Found::identity).collect(Collectors.toSet());
        return archive.histories(identities)
                .map(histories -> portion.stream()
                        .flatMap(found -> version(found, histories).stream())
                        .toList());
    }

    private static Optional<Walked> version(Found found, Map<EventIdentity, EventHistory> histories) {
        return Optional.ofNullable(histories.get(found.identity()))
                .flatMap(history -> history.broughtAt(found.position().offset()))
                .map(version -> new Walked(found.position(), version));
    }

    private void keep(Walk walk, Walked walked) {
        MetricUse use = MetricUse.of(walked.version(), metrics);
        walk.events.add(new FoundEvent(walked.position(), walked.version(), use));
    }
}
