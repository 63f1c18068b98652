package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@link EventSubjects} of one tenant, for one caller at a time. */
final class InMemoryEventSubjects implements EventSubjects {
    private final Map<String, Standing> standings = new HashMap<>();

    @Override
    public Uni<Set<String>> note(TenantId tenant, Map<String, String> subjects) {
        Set<String> moved = new HashSet<>();
        subjects.forEach((id, subject) -> {
            Standing known = standings.getOrDefault(id, new Standing(subject, List.of()));
            List<String> left = new ArrayList<>(known.left());
            if (!known.subject().equals(subject)) {
                left.remove(subject);
                left.remove(known.subject());
                left.add(known.subject());
            }
            standings.put(id, new Standing(subject, left));
            if (!left.isEmpty()) {
                moved.add(id);
            }
        });
        return Uni.createFrom().item(moved);
    }

    @Override
    public <T> Uni<T> settle(
            TenantId tenant, Map<String, String> subjects, Function<Map<String, Standing>, Uni<T>> work) {
        Map<String, Standing> now = new HashMap<>(standings);
        now.keySet().retainAll(subjects.keySet());
        return work.apply(now)
                .invoke(() -> subjects.forEach((id, subject) -> standings.computeIfPresent(
                        id,
                        (key, known) -> known.subject().equals(subject) ? new Standing(subject, List.of()) : known)));
    }
}
