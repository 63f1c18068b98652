package io.tallyhouse.catalog.accesskey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyRotationTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void a_key_in_use_is_followed_if_the_asking_key_can_do_as_much() {
        AccessKeyRecord key = key(EnumSet.of(Scope.READ), Optional.of(NOW.plusNanos(1)), false);
        assertThat(KeyRotation.refusal(key, EnumSet.of(Scope.READ, Scope.ADMIN), NOW))
                .isEmpty();
        assertThat(KeyRotation.refusal(key, EnumSet.of(Scope.ADMIN), NOW))
                .hasValueSatisfying(problem -> assertThat(problem.type()).isEqualTo(ProblemType.FORBIDDEN));
    }

    @Test
    void a_key_out_of_use_is_not_followed() {
        assertThat(KeyRotation.refusal(key(EnumSet.of(Scope.READ), Optional.empty(), true), all(), NOW))
                .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("revoked"));
        assertThat(KeyRotation.refusal(key(EnumSet.of(Scope.READ), Optional.of(NOW), false), all(), NOW))
                .hasValueSatisfying(problem -> assertThat(problem.detail()).contains("expired"));
    }

    @Test
    void secrets_tell_their_mode_and_nothing_in_logs() {
        // Given
        Random random = new Random(1);
        Set<String> seen = new HashSet<>();
        // When
        for (int n = 0; n < 1_000; n++) {
            seen.add(AccessKeySecret.generate(Mode.LIVE, random).text());
        }
        AccessKeySecret test = AccessKeySecret.generate(Mode.SANDBOX, random);
        // Then
        assertThat(seen).hasSize(1_000).allMatch(text -> text.matches("th_live_[0-9A-Za-z]{43}"));
        assertThat(test.text()).matches("th_test_[0-9A-Za-z]{43}");
        assertThat(test.toString()).doesNotContain(test.text());
    }

    private static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    private static AccessKeyRecord key(Set<Scope> scopes, Optional<Instant> expiresAt, boolean revoked) {
        return new AccessKeyRecord(
                new TenantId("t"), "key_1", 1, "k", "0".repeat(64), scopes, expiresAt, revoked, NOW.minusSeconds(9));
    }
}
