package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.archive.EventHistory.StateChange;
import io.tallyhouse.ingest.archive.EventVersion.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the records of one identity in, one after another. */
final class HistoryFold {
    private final EventIdentity identity;
    private final List<Draft> versions = new ArrayList<>();
    private final List<StateChange> changes = new ArrayList<>();
    private Optional<Draft> standing = Optional.empty();
    private Optional<Long> revision = Optional.empty();
    private boolean isVoid;

    HistoryFold(EventIdentity identity) {
        this.identity = identity;
    }

    /** A version whose state is not final yet. */
    private static final class Draft {
        private final LoggedRecord first;
        private final EventContent content;
        private final String time;
        private State state;
        private Optional<Long> revision;
        private int duplicates;

        Draft(LoggedRecord first, String time, State state) {
            this.first = first;
            this.content = first.what();
            this.time = time;
            this.state = state;
            this.revision = content.revision();
        }

        boolean is(EventContent sent) {
            return sent.isSame(content, time);
        }

        void repeated(EventContent sent) {
            duplicates++;
            revision = higher(revision, sent.revision());
        }
    }

    void add(LoggedRecord record) {
        switch (record.kind()) {
            case EVENT -> event(record);
            case QUARANTINED -> quarantine(record);
            case VOID -> {
                if (!isVoid) {
                    isVoid = true;
                    changes.add(change(StateChange.Kind.VOIDED, record));
                }
            }
            case RESTORE -> {
                if (isVoid) {
                    isVoid = false;
                    changes.add(change(StateChange.Kind.RESTORED, record));
                }
            }
        }
    }

    private static StateChange change(StateChange.Kind kind, LoggedRecord record) {
        return new StateChange(kind, record.acceptedAt(), record.offset());
    }

    private void event(LoggedRecord record) {
        EventContent sent = record.what();
        settleQuarantined(sent);
        if (standing.isPresent() && standing.get().is(sent)) {
            standing.get().repeated(sent);
            revision = higher(revision, sent.revision());
            return;
        }
        if (isLower(sent.revision(), revision)) {
            outdated(record, sent);
            return;
        }
        Draft version = new Draft(record, timeOf(record), State.COUNTED);
        standing.ifPresent(former -> former.state = State.SUPERSEDED);
        standing = Optional.of(version);
        revision = higher(revision, sent.revision());
        versions.add(version);
    }

    private void outdated(LoggedRecord record, EventContent sent) {
        versions.stream()
                .filter(version -> version.state == State.OUTDATED && version.is(sent))
                .findFirst()
                .ifPresentOrElse(
                        version -> version.repeated(sent),
                        () -> versions.add(new Draft(record, timeOf(record), State.OUTDATED)));
    }

    /** A missing time is no content: the event then has the time of the version before it, if there is one. */
    private String timeOf(LoggedRecord record) {
        EventContent content = record.what();
        return content.time()
                .or(() -> standing.map(former -> former.time))
                .orElseGet(() -> content.timeOr(record.acceptedAt()));
    }

    private void quarantine(LoggedRecord record) {
        EventContent sent = record.what();
        standing.filter(version -> version.is(sent))
                .or(() -> versions.stream()
                        .filter(version -> version.state == State.QUARANTINED && version.is(sent))
                        .findFirst())
                .ifPresentOrElse(
                        version -> version.duplicates++,
                        () -> versions.add(new Draft(record, sent.timeOr(record.acceptedAt()), State.QUARANTINED)));
    }

    /** The same content needs no release any more; other content has taken its place unless its revision is lower. */
    private void settleQuarantined(EventContent sent) {
        versions.removeIf(version -> version.state == State.QUARANTINED && version.is(sent));
        versions.stream()
                .filter(version -> version.state == State.QUARANTINED)
                .filter(version -> !isLower(sent.revision(), version.revision))
                .forEach(version -> version.state = State.SUPERSEDED);
    }

    private static boolean isLower(Optional<Long> sent, Optional<Long> known) {
        return sent.isPresent() && known.isPresent() && sent.get() < known.get();
    }

    private static Optional<Long> higher(Optional<Long> known, Optional<Long> sent) {
        return known.isPresent() && !isLower(known, sent) ? known : sent.or(() -> known);
    }

    EventHistory history() {
        List<EventVersion> seen = versions.stream().map(this::version).toList();
        return new EventHistory(identity, seen, changes, isVoid, revision);
    }

    private EventVersion version(Draft draft) {
        State state = draft.state == State.COUNTED && isVoid ? State.VOID : draft.state;
        return new EventVersion(identity, draft.first, draft.time, state, draft.revision, draft.duplicates);
    }
}
