package io.tallyhouse.ingest.intake.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.EventSubjects;
import io.tallyhouse.ingest.intake.EventSubjectsContract;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.store.OldRows;
import io.tallyhouse.kit.testing.BackingResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresEventSubjectsIT extends EventSubjectsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    EventSubjects subjects;

    @Inject
    OldRows oldRows;

    @Inject
    Pool pool;

    @Override
    protected EventSubjects subjects() {
        return subjects;
    }

    @Test
    void tenants_do_not_see_each_others_events() {
        // Given
        note("subjects-one", Map.of("e1", "a"));

        // Then
        assertThat(subjects.note(new TenantId("subjects-two"), Map.of("e1", "b"))
                        .await()
                        .atMost(PATIENCE))
                .isEmpty();
    }

    @Test
    void where_an_event_stood_is_forgotten_with_the_archive() {
        // Given
        note("subjects-old", Map.of("old", "a", "young", "a"));
        sql("UPDATE usage_event_subjects SET seen_at = now() - interval '401 days' WHERE event_id = 'old'");

        // When
        oldRows.turn().await().atMost(PATIENCE);

        // Then
        assertThat(subjects.note(new TenantId("subjects-old"), Map.of("old", "b", "young", "b"))
                        .await()
                        .atMost(PATIENCE))
                .containsExactly("young");
    }

    private void note(String tenant, Map<String, String> sent) {
        Uni<?> noted = subjects.note(new TenantId(tenant), sent);
        noted.await().atMost(PATIENCE);
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}
