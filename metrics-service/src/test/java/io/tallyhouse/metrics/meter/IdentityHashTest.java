package io.tallyhouse.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.kernel.id.TenantId;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdentityHashTest {
    /** Made with another implementation: the stores of every deployment depend on these. */
    @ParameterizedTest
    @CsvSource({
        "default, acme, '', e-1, ac3c3a47237a6aa1e15c779ee820e1cd",
        "default, acme, gateway-1, e-1, 7e576af06fcc4e9b33adbab437b813b7",
        "t, 'Zoë', urn:x, '00000000-0000-4000-8000-000000000001', d3c96f5e7cb703e03cdaecd48e74d2e1"
    })
    void the_hash_is_that_of_the_test_vector(String tenant, String subject, String source, String id, String hash) {
        EventIdentity identity = new EventIdentity(new TenantId(tenant), subject, source, id);

        byte[] key = new IdentityHash(Usage.SECRET).of(identity).bytes();

        assertThat(HexFormat.of().formatHex(key)).isEqualTo(hash);
    }

    @Test
    void moving_a_letter_from_one_field_to_the_next_is_another_identity() {
        IdentityHash hash = new IdentityHash(Usage.SECRET);

        assertThat(hash.of(new EventIdentity(Usage.TENANT, "ab", "c", "d")))
                .isNotEqualTo(hash.of(new EventIdentity(Usage.TENANT, "a", "bc", "d")));
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new IdentityHash(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16");
    }
}
