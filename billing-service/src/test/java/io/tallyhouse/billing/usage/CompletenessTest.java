package io.tallyhouse.billing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.usage.Completeness.Lag;
import io.tallyhouse.contracts.topic.Partitioner;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletenessTest {
    private static final TenantId TENANT = new TenantId("t");

    private static int partitionOf(String subject) {
        return Partitioner.partition(Topics.usageKey(TENANT, subject), 4);
    }

    @Test
    void only_the_partitions_of_the_subjects_are_needed() {
        Map<Integer, Long> ends = Map.of(0, 10L, 1, 11L, 2, 12L, 3, 13L);

        Completeness needed = Completeness.needed(TENANT, List.of("acme", "acme-prod"), ends);

        assertThat(needed.offsets().keySet()).containsOnly(partitionOf("acme"), partitionOf("acme-prod"));
        needed.offsets().forEach((partition, offset) -> assertThat(offset).isEqualTo(10L + partition));
    }

    @Test
    void an_empty_partition_needs_nothing() {
        Completeness needed = Completeness.needed(TENANT, List.of("acme"), Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L));

        assertThat(needed).isEqualTo(Completeness.NOTHING_NEEDED);
        assertThat(needed.lags(Map.of())).isEmpty();
    }

    @Test
    void a_partition_lags_until_its_position_has_passed_the_offset() {
        Completeness needed = new Completeness(new TreeMap<>(Map.of(2, 7L)));

        assertThat(needed.lags(Map.of())).containsExactly(new Lag(2, 0, 7));
        assertThat(needed.lags(Map.of(2, 6L, 3, 100L))).containsExactly(new Lag(2, 6, 7));
        assertThat(needed.lags(Map.of(2, 7L))).isEmpty();
        assertThat(needed.lags(Map.of(2, 8L))).isEmpty();
    }
}
