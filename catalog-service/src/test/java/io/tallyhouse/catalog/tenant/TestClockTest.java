package io.tallyhouse.catalog.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TestClockTest {
    private static final Instant WALL = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant SET = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void it_follows_wall_time_until_set_and_then_stands_still() {
        assertThat(clock(Mode.SANDBOX, Optional.empty()).now(WALL)).isEqualTo(WALL);
        assertThat(clock(Mode.SANDBOX, Optional.of(SET)).now(WALL)).isEqualTo(SET);
        assertThat(clock(Mode.SANDBOX, Optional.of(SET)).now(WALL.plusSeconds(9)))
                .isEqualTo(SET);
    }

    @Test
    void it_never_goes_back_not_even_from_wall_time() {
        assertThat(clock(Mode.SANDBOX, Optional.of(SET)).refusalToMove(SET.minusNanos(1), WALL))
                .isPresent();
        assertThat(clock(Mode.SANDBOX, Optional.of(SET)).refusalToMove(SET, WALL))
                .isEmpty();
        assertThat(clock(Mode.SANDBOX, Optional.empty()).refusalToMove(WALL.minusNanos(1), WALL))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_INPUT);
                    assertThat(problem.detail()).contains(WALL.minusNanos(1).toString(), WALL.toString());
                });
        // wall time may pass a clock that stands: it is the clock that counts
        assertThat(clock(Mode.SANDBOX, Optional.of(SET)).refusalToMove(SET.plusSeconds(1), SET.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void a_move_is_a_new_version_and_standing_is_none() {
        // Given
        TestClock clock = clock(Mode.SANDBOX, Optional.of(SET));
        // Then
        assertThat(clock.movedTo(SET)).isSameAs(clock.tenant());
        assertThat(clock.movedTo(SET.plusSeconds(1)).version()).isEqualTo(8);
        assertThat(clock.movedTo(SET.plusSeconds(1)).testNow()).contains(SET.plusSeconds(1));
    }

    @Test
    void a_live_tenant_has_none() {
        assertThat(clock(Mode.LIVE, Optional.empty()).refusalToMove(SET, WALL))
                .hasValueSatisfying(problem -> assertThat(problem.type()).isEqualTo(ProblemType.CONFLICT));
    }

    private static TestClock clock(Mode mode, Optional<Instant> testNow) {
        return new TestClock(new TenantRecord(new TenantId("t"), 7, "T", mode, testNow, WALL));
    }
}
