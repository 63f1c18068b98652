package io.tallyhouse.catalog.accesskey.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import io.tallyhouse.contracts.access.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessKeyRequestTest {
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void all_faults_are_told_at_once() {
        // When
        Map<String, String> faults = faults(
                "{'scopes':['read','read','root','billing'],'expiresAt':'2026-09-30T00:00:00Z'}",
                EnumSet.of(Scope.READ, Scope.ADMIN));
        // Then
        assertThat(faults.keySet())
                .containsExactlyInAnyOrder("/name", "/scopes/1", "/scopes/2", "/scopes/3", "/expiresAt");
        assertThat(faults.get("/scopes/2")).contains("'root'", "events:write");
        assertThat(faults.get("/scopes/3")).contains("'billing'", "lacks");
        assertThat(faults.get("/expiresAt")).contains("2026-10-01T00:00:00Z");
    }

    @Test
    void a_key_without_scopes_is_no_use() {
        assertThat(faults("{'name':'k','scopes':[]}", EnumSet.allOf(Scope.class))
                        .keySet())
                .containsExactly("/scopes");
        assertThat(faults("{'name':'k'}", EnumSet.allOf(Scope.class)).keySet()).containsExactly("/scopes");
    }

    private static Map<String, String> faults(String json, Set<Scope> grantable) {
        return Faults.of(json, input -> AccessKeyRequest.read(input, grantable, NOW));
    }
}
