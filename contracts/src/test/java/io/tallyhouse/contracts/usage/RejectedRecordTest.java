package io.tallyhouse.contracts.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.RejectedRecord.Header;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RejectedRecordTest {
    private static final byte[] NO_TEXT = {(byte) 0xC0, (byte) 0xAF, 0};

    private static final RejectedRecord RECORD = new RejectedRecord(
            new TenantId("acme"),
            RejectedRecord.id("usage-inbox.acme", 0, 42),
            "usage-inbox.acme",
            0,
            42,
            Instant.parse("2026-10-01T12:00:00Z"),
            List.of(new Violation("/id", "is required")),
            List.of(new Header("ce_type", SentBytes.of("llm".getBytes(StandardCharsets.UTF_8)))),
            Optional.of(SentBytes.of(NO_TEXT)),
            false);

    /** What stands in topics must stay readable. */
    private static final String JSON = """
            {"tenant":"acme","id":"usage-inbox.acme-0-42","topic":"usage-inbox.acme","partition":0,"offset":42,\
            "rejectedAt":"2026-10-01T12:00:00Z","violations":[{"pointer":"/id","detail":"is required"}],\
            "headers":[{"name":"ce_type","value":{"text":"llm"}}],"value":{"base64":"wK8A"},"truncated":false}""";

    @Test
    void its_json_stays_as_it_is() {
        assertThat(new String(Topics.USAGE_REJECTED.writeValue().apply(RECORD), StandardCharsets.UTF_8))
                .isEqualTo(JSON);
        assertThat(Topics.USAGE_REJECTED.readValue().apply(JSON.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(RECORD);
        assertThatThrownBy(() -> Topics.USAGE_REJECTED.readValue().apply(NO_TEXT))
                .isInstanceOf(UnreadableRecord.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"id\":\n\t7}\r\n", "\u20AC \uD83D\uDE00", "\uFEFF{}"})
    void text_is_kept_as_text(String text) {
        // When
        SentBytes sent = SentBytes.of(text.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(sent.text()).contains(text);
        assertThat(sent.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_no_text_comes_back_as_it_was() {
        assertThat(SentBytes.of(NO_TEXT).text()).isEmpty();
        assertThat(SentBytes.of(NO_TEXT).bytes()).isEqualTo(NO_TEXT);
    }

    @Test
    void an_inbox_tells_its_tenant() {
        assertThat(Topics.tenantOfInbox(
                        Topics.usageInbox(new TenantId("a.B_c-1")).name()))
                .contains(new TenantId("a.B_c-1"));
        assertThat(Topics.tenantOfInbox("usage-inbox.")).isEmpty();
        assertThat(Topics.tenantOfInbox("usage-inbox..")).isEmpty();
        assertThat(Topics.tenantOfInbox("usage-inbox-acme")).isEmpty();
        assertThat(Topics.tenantOfInbox("usage-events")).isEmpty();
    }
}
