package io.tallyhouse.ingest.inbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InboxBatchTest {
    private static final TopicPartition PARTITION = new TopicPartition("usage-inbox.t1", 0);
    private static final IntakeReceipt RECEIPT = new IntakeReceipt(2, 0, 0, List.of());
    /** A clock that only counts may stand anywhere, just before its overflow too. */
    private static final long NOW = Long.MAX_VALUE - 10;

    private final InboxBatch batch = new InboxBatch(
            PARTITION,
            new TenantId("t1"),
            List.of(
                    new ConsumerRecord<>("usage-inbox.t1", 0, 41, new byte[0], new byte[1]),
                    new ConsumerRecord<>("usage-inbox.t1", 0, 43, new byte[0], new byte[1])),
            NOW);

    @Test
    void a_batch_runs_once_and_ends_behind_its_last_record() {
        // Given
        CompletableFuture<IntakeReceipt> work = new CompletableFuture<>();
        assertThat(batch.waits(NOW)).isTrue();

        // When
        batch.run(() -> Uni.createFrom().completionStage(work));

        // Then
        assertThat(batch.waits(NOW)).isFalse();
        assertThat(batch.arrived()).isEmpty();
        assertThat(batch.failure()).isEmpty();
        work.complete(RECEIPT);
        assertThat(batch.arrived()).contains(RECEIPT);
        assertThat(batch.nextOffset()).isEqualTo(44);
    }

    @Test
    void a_batch_that_fails_waits_longer_each_time_and_runs_again() {
        for (int failures = 1; failures <= 10; failures++) {
            // When
            batch.run(() -> Uni.createFrom().failure(new UsageLogFull("full")));
            assertThat(batch.failure()).containsInstanceOf(UsageLogFull.class);
            batch.runAgainLater(NOW);

            // Then from half of 100, 200, 400 ... ms to all of it, and 5 s at most
            long most = Duration.ofMillis(Math.min(5_000, 100L << Math.min(failures - 1, 6)))
                    .toNanos();
            assertThat(batch.failures()).isEqualTo(failures);
            assertThat(batch.failure()).isEmpty();
            assertThat(batch.waits(NOW + most / 2 - 1)).isFalse();
            assertThat(batch.waits(NOW + most)).isTrue();
        }
        batch.run(() -> Uni.createFrom().item(RECEIPT));
        assertThat(batch.arrived()).contains(RECEIPT);
    }

    @Test
    void a_batch_of_a_tenant_that_sends_too_fast_waits_its_time() {
        // When
        batch.pause(Duration.ofSeconds(3), NOW);

        // Then
        assertThat(batch.waits(NOW + Duration.ofSeconds(3).toNanos() - 1)).isFalse();
        assertThat(batch.waits(NOW + Duration.ofSeconds(3).toNanos())).isTrue();
    }

    @Test
    void work_that_throws_has_failed() {
        // When
        batch.run(() -> {
            throw new IllegalStateException("at once");
        });

        // Then
        assertThat(batch.failure()).containsInstanceOf(IllegalStateException.class);
    }
}
