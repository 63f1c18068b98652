package io.tallyhouse.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CredentialsTest {
    @Test
    void a_key_comes_as_bearer_or_as_the_basic_user_name() {
        assertThat(Credentials.accessKey("Bearer th_live_abc")).contains("th_live_abc");
        assertThat(Credentials.accessKey("bearer  th_test_abc ")).contains("th_test_abc");
        assertThat(Credentials.accessKey("Basic " + base64("th_live_abc:"))).contains("th_live_abc");
        assertThat(Credentials.accessKey("Basic " + base64("th_live_abc:ignored")))
                .contains("th_live_abc");
        assertThat(Credentials.accessKey("Basic " + base64("th_live_abc"))).contains("th_live_abc");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "th_live_abc",
                "Bearer",
                "Bearer ",
                "Bearer sk_live_abc",
                "Bearer th_live_",
                "Digest th_live_abc",
                "Basic",
                "Basic %%%",
                "Bearer th_live_a b",
                "Bearer th_live_\u0000"
            })
    void anything_else_is_no_key(String authorization) {
        assertThat(Credentials.accessKey(authorization)).isEmpty();
    }

    @Test
    void a_hash_is_sha_256_in_lower_case_hex() {
        // printf th_live_abc | sha256sum
        assertThat(AccessKeyHash.of("th_live_abc"))
                .isEqualTo("6a96f4dc6649fa0c469b6246c3b235bf596b43f66c8794c6d95c9e3c8851a3dc");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
