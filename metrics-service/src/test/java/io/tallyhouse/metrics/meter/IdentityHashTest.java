package io.tallyhouse.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.usage.CanonicalBytes;
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
    /** The reference implementation's vectors: key 00 01 .. 0f, message 00 01 .. of so many bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "1, da87c1d86b99af44347659119b22fc45",
        "3, 9c70b60c5267a94e5f33b6b02985ed51",
        "8, 3b62a9ba6258f5610f83e264f31497b4",
        "15, 5493e99933b0a8117e08ec0f97cfc3d9",
        "63, 5150d1772f50834a503e069a973fbd7c"
    })
    void sip_hash_gives_the_published_test_vectors(int length, String hash) {
        byte[] message = new byte[length];
        for (int at = 0; at < length; at++) {
            message[at] = (byte) at;
        }

        IdentityKey key = new SipHash128(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).of(message, length);

        assertThat(HexFormat.of().formatHex(key.bytes())).isEqualTo(hash);
    }

    /** Made with another implementation (openssl): the stores of every deployment depend on these. */
    @ParameterizedTest
    @CsvSource({
        "default, acme, '', e-1, ae3a1f5ad67002ccba614bdde88f5dac",
        "default, acme, gateway-1, e-1, 504f4bc921d7dac4721e5ce9f0ad3b6c",
        "t, 'Zoë', urn:x, '00000000-0000-4000-8000-000000000001', fc0c18b393c51897a5025c5d36f99ed5"
    })
    void the_hash_is_that_of_the_test_vector(String tenant, String subject, String source, String id, String hash) {
        IdentityKey key = hash(new EventIdentity(new TenantId(tenant), subject, source, id));

        assertThat(HexFormat.of().formatHex(key.bytes())).isEqualTo(hash);
    }

    private static IdentityKey hash(EventIdentity identity) {
        return new IdentityHash(Usage.SECRET).of(new CanonicalBytes().of(identity));
    }

    @Test
    void moving_a_letter_from_one_field_to_the_next_is_another_identity() {
        assertThat(hash(new EventIdentity(Usage.TENANT, "ab", "c", "d")))
                .isNotEqualTo(hash(new EventIdentity(Usage.TENANT, "a", "bc", "d")));
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new IdentityHash(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16");
    }
}
