package io.tallyhouse.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.kit.testing.BackingResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OldRowsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Test
    void all_old_rows_go_in_portions_and_a_table_that_fails_keeps_no_other_waiting() {
        // Given 7 rows of 11 to 17 days, and one of today
        sql("CREATE TABLE old_notes AS SELECT now() - make_interval(days => 10 + age) AS made_at"
                + " FROM generate_series(1, 7) AS age UNION ALL SELECT now()");
        OldRows oldRows = new OldRows(
                pool,
                List.of(new RowRetention("no_table", "made_at", 10), new RowRetention("old_notes", "made_at", 10)),
                3);

        // When
        oldRows.turn().await().atMost(PATIENCE);

        // Then
        assertThat(pool.query("SELECT count(*) FROM old_notes")
                        .execute()
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(1);
        sql("DROP TABLE old_notes");
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }
}
