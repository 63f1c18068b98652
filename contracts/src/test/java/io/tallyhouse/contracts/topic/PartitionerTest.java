package io.tallyhouse.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PartitionerTest {
    private static final long SEED = 20231116;

    @Test
    void every_key_goes_where_kafkas_own_producer_sends_it() {
        Random random = new Random(SEED);
        for (int length = 0; length <= 70; length++) {
            for (int sample = 0; sample < 50; sample++) {
                byte[] key = new byte[length];
                random.nextBytes(key);
                assertThat(Partitioner.murmur2(key)).isEqualTo(Utils.murmur2(key));
                for (int partitions : new int[] {1, 2, 3, 6, 12, 97, 1024}) {
                    assertThat(Partitioner.partition(key, partitions))
                            .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions))
                            .isBetween(0, partitions - 1);
                }
            }
        }
    }

    @Test
    void keys_of_usage_go_where_kafkas_own_producer_sends_them() {
        for (int subject = 0; subject < 1000; subject++) {
            byte[] key = Topics.usageKey(new TenantId("tenant-" + subject % 7), "zażółć-" + subject);
            assertThat(Partitioner.partition(key, 6)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 6));
        }
    }

    @Test
    void known_values_stay_what_they_are() {
        // computed by Kafka 4.1; a change would tear subjects apart
        assertThat(Partitioner.murmur2("21".getBytes(StandardCharsets.UTF_8))).isEqualTo(-973932308);
        assertThat(Partitioner.murmur2("foobar".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(-790332482);
        assertThat(Partitioner.murmur2("a-little-bit-long-string".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(-985981536);
    }

    @Test
    void subjects_spread_over_all_partitions() {
        Set<Integer> reached = new TreeSet<>();
        for (int subject = 0; subject < 200; subject++) {
            reached.add(Partitioner.partition(Topics.usageKey(new TenantId("default"), "customer-" + subject), 12));
        }
        assertThat(reached).hasSize(12);
    }
}
