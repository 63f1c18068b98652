package io.tallyhouse.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.EventSubjects.Standing;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link EventSubjects} does. */
public abstract class EventSubjectsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());

    protected abstract EventSubjects subjects();

    @Test
    void an_event_that_stays_has_left_nothing() {
        assertThat(note(Map.of("e1", "a", "e2", "b"))).isEmpty();
        assertThat(note(Map.of("e1", "a", "e2", "c"))).containsExactly("e2");
    }

    @Test
    void what_was_left_is_known_until_it_is_settled() {
        // Given a move whose work never ran, and another after it
        note(Map.of("e1", "a"));
        note(Map.of("e1", "b"));
        assertThat(note(Map.of("e1", "b"))).containsExactly("e1");
        note(Map.of("e1", "c"));

        // When
        Map<String, Standing> settled = settle(Map.of("e1", "c"));

        // Then
        assertThat(settled).isEqualTo(Map.of("e1", new Standing("c", List.of("a", "b"))));
        assertThat(note(Map.of("e1", "c"))).isEmpty();
    }

    @Test
    void an_event_that_comes_back_has_not_left_where_it_stands() {
        // Given
        note(Map.of("e1", "a"));
        note(Map.of("e1", "b"));

        // When
        note(Map.of("e1", "a"));

        // Then
        assertThat(settle(Map.of("e1", "a"))).isEqualTo(Map.of("e1", new Standing("a", List.of("b"))));
    }

    @Test
    void work_that_fails_settles_nothing() {
        // Given
        note(Map.of("e1", "a"));
        note(Map.of("e1", "b"));

        // When
        assertThatThrownBy(() -> subjects()
                        .settle(
                                tenant,
                                Map.of("e1", "b"),
                                found -> Uni.createFrom().failure(new UsageLogFull("full")))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(UsageLogFull.class);

        // Then
        assertThat(note(Map.of("e1", "b"))).containsExactly("e1");
    }

    @Test
    void who_settles_for_a_subject_that_was_left_again_settles_nothing() {
        // Given
        note(Map.of("e1", "a"));
        note(Map.of("e1", "b"));
        note(Map.of("e1", "c"));

        // When
        assertThat(settle(Map.of("e1", "b")).get("e1").subject()).isEqualTo("c");

        // Then
        assertThat(note(Map.of("e1", "c"))).containsExactly("e1");
    }

    private Set<String> note(Map<String, String> sent) {
        return subjects().note(tenant, sent).await().atMost(PATIENCE);
    }

    private Map<String, Standing> settle(Map<String, String> sent) {
        return subjects()
                .settle(tenant, sent, found -> Uni.createFrom().item(found))
                .await()
                .atMost(PATIENCE);
    }
}
