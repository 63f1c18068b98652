package io.tallyhouse.ingest.intake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.intake.UsageLogFull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TurnsTest {
    private final Turns turns = new Turns(2, 3);
    private final List<CompletableFuture<String>> started = new ArrayList<>();

    @Test
    void two_run_at_once_and_the_others_have_their_turn_in_order() {
        // When
        List<CompletableFuture<String>> taken = List.of(take(), take(), take(), take());

        // Then
        assertThat(started).hasSize(2);
        started.get(1).complete("second");
        assertThat(taken.get(1)).isCompletedWithValue("second");
        assertThat(started).hasSize(3);
        started.get(0).completeExceptionally(new IllegalStateException("failed"));
        assertThat(taken.get(0)).isCompletedExceptionally();
        assertThat(started).hasSize(4);
        started.get(2).complete("third");
        started.get(3).complete("fourth");
        assertThat(taken.get(3)).isCompletedWithValue("fourth");
        // all turns are free again
        take();
        take();
        assertThat(started).hasSize(6);
    }

    @Test
    void more_than_may_wait_are_told_to_come_later() {
        // Given two that run and three that wait
        for (int count = 0; count < 5; count++) {
            take();
        }

        // Then
        assertThatThrownBy(() -> take().join()).hasCauseInstanceOf(UsageLogFull.class);
    }

    @Test
    void work_that_fails_at_once_passes_its_turn_on() {
        for (int count = 0; count < 5; count++) {
            assertThatThrownBy(() -> turns.take(() -> {
                                throw new IllegalStateException("at once");
                            })
                            .await()
                            .indefinitely())
                    .isInstanceOf(IllegalStateException.class);
        }
        take();
        assertThat(started).hasSize(1);
    }

    private CompletableFuture<String> take() {
        return turns.take(() -> {
                    CompletableFuture<String> work = new CompletableFuture<>();
                    started.add(work);
                    return Uni.createFrom().completionStage(work);
                })
                .subscribeAsCompletionStage();
    }
}
