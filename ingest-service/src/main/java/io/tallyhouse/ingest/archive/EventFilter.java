package io.tallyhouse.ingest.archive;

import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.ingest.archive.EventArchive.Found;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a walk are wanted; what no index knows.
 *
 * @param properties all must hold
 */
public record EventFilter(Optional<Wanted> state, List<PropertyFilter> properties) {
    public static final EventFilter NONE = new EventFilter(Optional.empty(), List.of());

    public EventFilter {
        properties = List.copyOf(properties);
    }

    /** A state of a version, or of one that counts. */
    public enum Wanted {
        COUNTED,
        SUPERSEDED,
        OUTDATED,
        VOID,
        QUARANTINED,
        /** It counts, but at least one metric finds no value in it. */
        UNUSABLE,
        /** It counts, but its subject is no customer's. */
        UNMAPPED;

        EventVersion.State state() {
            return switch (this) {
                case SUPERSEDED -> EventVersion.State.SUPERSEDED;
                case OUTDATED -> EventVersion.State.OUTDATED;
                case VOID -> EventVersion.State.VOID;
                case QUARANTINED -> EventVersion.State.QUARANTINED;
                case COUNTED, UNUSABLE, UNMAPPED -> EventVersion.State.COUNTED;
            };
        }
    }

    boolean isNone() {
        return state.isEmpty() && properties.isEmpty();
    }

    boolean wants(Wanted wanted) {
        return state.equals(Optional.of(wanted));
    }

    /** Whether the record may have brought a wanted version, as far as it tells by itself. */
    boolean mayHold(Found found) {
        boolean possible = state.map(wanted -> switch (wanted.state()) {
                    case COUNTED, VOID, OUTDATED -> found.kind() == LoggedRecord.Kind.EVENT;
                    case QUARANTINED -> found.kind() == LoggedRecord.Kind.QUARANTINED;
                    case SUPERSEDED -> true;
                })
                .orElse(true);
        return possible && properties.stream().allMatch(property -> property.holds(found.data()));
    }

    /** Whether the version has the wanted state. */
    boolean holds(EventVersion version) {
        return state.map(wanted -> wanted.state() == version.state()).orElse(true);
    }

    /** Whether most records must be looked at together with all others of their identities. */
    boolean needsHistories() {
        return properties.isEmpty()
                && state.map(wanted -> switch (wanted) {
                            case COUNTED, SUPERSEDED, OUTDATED, VOID -> true;
                            case QUARANTINED, UNUSABLE, UNMAPPED -> false;
                        })
                        .orElse(false);
    }
}
