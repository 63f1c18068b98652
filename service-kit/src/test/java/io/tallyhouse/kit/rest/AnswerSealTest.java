package io.tallyhouse.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerSealTest {
    private static final IdempotencyClaim CLAIM =
            new IdempotencyClaim(new TenantId("acme"), "key-1", "POST /v1/tenants", new byte[32]);
    private static final byte[] ANSWER = "{\"accessKey\":\"th_live_1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_sealed_answer_opens_under_the_same_secret_tenant_and_key_only() {
        AnswerSeal seal = new AnswerSeal("secret");
        byte[] sealed = seal.seal(CLAIM, ANSWER);
        IdempotencyClaim other = new IdempotencyClaim(new TenantId("other"), "key-1", "POST /v1/tenants", new byte[32]);

        assertThat(seal.open(CLAIM, sealed)).isEqualTo(ANSWER);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("th_live");
        assertThatThrownBy(() -> seal.open(other, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new AnswerSeal("new secret").open(CLAIM, sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_answer_is_sealed_in_another_way_each_time() {
        AnswerSeal seal = new AnswerSeal("secret");

        assertThat(seal.seal(CLAIM, ANSWER)).isNotEqualTo(seal.seal(CLAIM, ANSWER));
        assertThat(seal.open(CLAIM, seal.seal(CLAIM, new byte[0]))).isEmpty();
    }
}
