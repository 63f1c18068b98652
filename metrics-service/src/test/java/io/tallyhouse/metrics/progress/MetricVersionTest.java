package io.tallyhouse.metrics.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.Progress;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.progress.MetricVersion.PartitionProgress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricVersionTest {
    private final MetricVersion version = new MetricVersion(new TenantId("t1"), new MetricId("tokens"), 2);

    @Test
    void a_version_is_ready_when_every_partition_has_started_and_caught_up() {
        // Given
        PartitionProgress caughtUp = new PartitionProgress(7, 3, 3, true);
        PartitionProgress behind = new PartitionProgress(9, 1, 4, false);

        // Then
        assertThat(version.state(Map.of(0, caughtUp), 2).state()).isEqualTo(State.PREPARING);
        assertThat(version.state(Map.of(0, caughtUp, 1, behind), 2).state()).isEqualTo(State.PREPARING);
        assertThat(version.state(Map.of(0, caughtUp, 1, caughtUp), 2).state()).isEqualTo(State.READY);
    }

    @Test
    void progress_is_over_all_partitions() {
        // When
        MetricStateRecord state = version.state(
                Map.of(0, new PartitionProgress(7, 3, 3, true), 1, new PartitionProgress(9, 1, 4, false)), 2);

        // Then 3 + 1 of 3 + 4
        assertThat(state.progress()).contains(new Progress(4, 7));
        assertThat(state.startOffsets()).isEqualTo(Map.of(0, 7L, 1, 9L));
    }

    @Test
    void a_state_that_was_told_without_progress_is_read() {
        // Given
        String old =
                "{\"tenant\":\"t1\",\"metric\":\"tokens\",\"version\":2,\"state\":\"READY\",\"startOffsets\":{\"0\":7},"
                        + "\"partitions\":1}";

        // Then
        assertThat(ContractJson.read(old.getBytes(StandardCharsets.UTF_8), MetricStateRecord.class)
                        .progress())
                .isEmpty();
    }
}
