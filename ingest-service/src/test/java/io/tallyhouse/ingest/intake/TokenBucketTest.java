package io.tallyhouse.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenBucketTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final TokenBucket bucket = new TokenBucket(10, 30, nanos::get);

    @Test
    void a_full_bucket_grants_its_burst_and_then_its_rate() {
        assertThat(bucket.take(30)).isEqualTo(new RateVerdict(true, 30, 0, Duration.ofSeconds(3), Duration.ZERO));
        // 10 tokens a second: one comes back in 100 ms
        assertThat(bucket.take(1))
                .isEqualTo(new RateVerdict(false, 30, 0, Duration.ofSeconds(3), Duration.ofMillis(100)));
        pass(Duration.ofMillis(99));
        assertThat(bucket.take(1).granted()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(bucket.take(1).granted()).isTrue();
        pass(Duration.ofMillis(500));
        assertThat(bucket.take(6).granted()).isFalse();
        assertThat(bucket.take(5).granted()).isTrue();
    }

    @Test
    void what_is_refused_takes_nothing() {
        // Given 10 of 30 left
        bucket.take(20);

        // When
        RateVerdict refused = bucket.take(11);

        // Then one is missing
        assertThat(refused.granted()).isFalse();
        assertThat(refused.remaining()).isEqualTo(10);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(100));
        assertThat(bucket.take(10).granted()).isTrue();
    }

    @Test
    void more_than_the_burst_passes_when_full_and_leaves_a_debt() {
        assertThat(bucket.take(50))
                // 20 below nothing, and 30 to be full: 5 seconds at 10 a second
                .isEqualTo(new RateVerdict(true, 30, 0, Duration.ofSeconds(5), Duration.ZERO));
        pass(Duration.ofSeconds(2));
        assertThat(bucket.take(1).granted()).isFalse();
        pass(Duration.ofMillis(100));
        assertThat(bucket.take(1).granted()).isTrue();
        pass(Duration.ofSeconds(3));
        assertThat(bucket.take(50).granted()).isTrue();
    }

    @Test
    void a_long_pause_fills_it_and_no_more_and_a_clock_that_goes_back_takes_nothing() {
        // Given
        bucket.take(30);
        pass(Duration.ofDays(36_500));

        // Then
        assertThat(bucket.take(30).granted()).isTrue();
        assertThat(bucket.take(1).granted()).isFalse();
        pass(Duration.ofSeconds(-5));
        assertThat(bucket.take(1).remaining()).isZero();
    }

    @Test
    void many_small_steps_lose_nothing() {
        // Given
        TokenBucket fine = new TokenBucket(3, 1_000, nanos::get);
        fine.take(1_000);

        // When a second passes in a million steps
        for (int step = 0; step < 1_000_000; step++) {
            nanos.addAndGet(1_000);
            fine.take(1_000);
        }

        // Then
        assertThat(fine.take(3).granted()).isTrue();
        assertThat(fine.take(1).granted()).isFalse();
    }

    @Test
    void tenants_have_a_bucket_each_and_no_rate_is_no_limit() {
        // Given
        IntakeRates rates = new IntakeRates(10, 30, nanos::get);
        IntakeRates none = new IntakeRates(0, 0, nanos::get);

        // When
        rates.take(new TenantId("flood"), 30);

        // Then
        assertThat(rates.take(new TenantId("flood"), 1).map(RateVerdict::granted))
                .contains(false);
        assertThat(rates.take(new TenantId("other"), 30).map(RateVerdict::granted))
                .contains(true);
        assertThat(none.take(new TenantId("flood"), 1_000_000)).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> new IntakeRates(10, 0, nanos::get)).isInstanceOf(IllegalArgumentException.class);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
