package io.tallyhouse.ingest.archive.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BloomFilterTest {
    private static final int KEYS = 100_000;

    @Test
    void every_key_that_was_added_is_found_and_others_hardly_ever() {
        // Given
        BloomFilter filter = BloomFilter.of(KEYS, 1 << 20);

        // When
        new SplittableRandom(1).longs(KEYS).forEach(filter::add);

        // Then
        assertThat(new SplittableRandom(1).longs(KEYS)).allMatch(filter::mayContain);
        // 0.06 % of 100,000 are 60
        assertThat(new SplittableRandom(2)
                        .longs(KEYS)
                        .filter(filter::mayContain)
                        .count())
                .isLessThan(200);
        assertThat(BloomFilter.of(0, 1 << 20).mayContain(7)).isFalse();
    }

    @Test
    void memory_is_bounded_whatever_the_number_of_keys() {
        // Given half of what 100,000 keys want
        BloomFilter filter = BloomFilter.of(KEYS, 100_000);

        // When
        new SplittableRandom(1).longs(KEYS).forEach(filter::add);

        // Then
        assertThat(filter.bytes()).isEqualTo(65_536);
        assertThat(new SplittableRandom(1).longs(KEYS)).allMatch(filter::mayContain);
        assertThat(BloomFilter.of(1_000_000_000_000L, 1 << 20).bytes()).isEqualTo(1 << 20);
    }
}
