package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Under which subject each event stands of those whose id alone is their identity. */
public interface EventSubjects {
    /**
     * Where an event stands.
     *
     * @param subject that it was sent under last
     * @param left subjects that it was sent under before, and may still count under
     */
    record Standing(String subject, List<String> left) {
        public Standing {
            left = List.copyOf(left);
        }
    }

    /**
     * Notes, for good, where events are sent now, before anything of it is appended: whatever happens then, it is known
     * what they may have left.
     *
     * @param subjects by event id
     * @return ids of events that have left a subject which is not settled yet
     */
    Uni<Set<String>> note(TenantId tenant, Map<String, String> subjects);

    /**
     * Settles what events have left. Nobody else settles these events meanwhile. If the work completes, those that still
     * stand where {@code subjects} says have left nothing any more; if it fails, nothing has changed.
     *
     * @param subjects by event id
     * @param work given where each event stands by now
     */
    <T> Uni<T> settle(TenantId tenant, Map<String, String> subjects, Function<Map<String, Standing>, Uni<T>> work);
}
