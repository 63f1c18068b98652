package io.tallyhouse.billing.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WholeCopyTest {
    private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 10L, 1, 0L));
    private final Map<Integer, Long> positions = new HashMap<>();
    private final WholeCopy copy = new WholeCopy(
            () -> Uni.createFrom().item(Map.copyOf(ends)),
            () -> Uni.createFrom().item(Map.copyOf(positions)));

    private boolean holds() {
        return copy.holds().await().indefinitely();
    }

    @Test
    void a_copy_that_is_read_anew_is_not_whole_until_it_has_what_was_there_at_the_start() {
        assertThat(holds()).isFalse();
        positions.put(0, 9L);
        assertThat(holds()).isFalse();
        positions.put(0, 10L);
        assertThat(holds()).isTrue();
    }

    @Test
    void what_is_accepted_later_does_not_hold_it_up() {
        assertThat(holds()).isFalse();
        ends.put(0, 500L);
        positions.put(0, 12L);
        assertThat(holds()).isTrue();
    }
}
