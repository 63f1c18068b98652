package io.tallyhouse.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FiguresTest {
    @Test
    void a_rate_is_for_each_second() {
        // 300,000 in 2.5 s
        assertThat(Figures.perSecond(300_000, Duration.ofMillis(2_500))).isEqualTo(120_000);
    }

    @Test
    void a_cost_is_scaled_to_its_unit() {
        // 1.5 s for 300,000 are 5 s for a million
        assertThat(Figures.cpuSecondsPer(1_000_000, Duration.ofMillis(1_500), 300_000))
                .isEqualTo("5.00");
    }

    @Test
    void shares_and_multiples_stand_beside_their_limit() {
        assertThat(Figures.percent(50_000, 200_000)).isEqualTo("25 %");
        assertThat(Figures.times(new BigDecimal("4.20"), new BigDecimal("0.60")))
                .isEqualTo("7.0 ×");
    }

    @Test
    void cpu_time_of_this_process_goes_up_as_it_works() {
        Duration before = ProcessCpu.own();
        long work = 0;
        while (ProcessCpu.own().equals(before)) {
            work++;
        }

        assertThat(ProcessCpu.own()).isGreaterThan(before);
        assertThat(work).isNotNegative();
    }

    @Test
    void a_process_that_is_gone_has_no_cpu_time() {
        assertThat(ProcessCpu.of(Long.MAX_VALUE)).isZero();
    }
}
