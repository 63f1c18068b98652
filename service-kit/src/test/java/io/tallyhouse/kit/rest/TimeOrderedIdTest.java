package io.tallyhouse.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeOrderedIdTest {
    private static final byte[] TAIL = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final Instant SEEN = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void an_id_has_26_characters_of_the_id_grammar() {
        String id = TimeOrderedId.text(SEEN, TAIL);

        assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(IdGrammar.accepts("inv_" + id)).isTrue();
    }

    @Test
    void ids_sort_by_time() {
        List<String> ids = Stream.of(
                        "1970-01-01T00:00:00Z",
                        "2026-10-01T12:00:00Z",
                        "2026-10-01T12:00:00.001Z",
                        "9999-12-31T00:00:00Z")
                .map(time -> TimeOrderedId.text(Instant.parse(time), TAIL))
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        // no milliseconds and no tail: all digits are zero
        assertThat(TimeOrderedId.text(Instant.EPOCH, new byte[10])).isEqualTo("0".repeat(26));
    }

    @Test
    void under_a_ticket_each_attempt_makes_the_same_ids_in_the_same_order() {
        IdempotentRequest first = under("key-1", 1);
        IdempotentRequest second = under("key-1", 2);

        assertThat(List.of(first.deriveId("inv"), first.deriveId("inv"), first.deriveId("line")))
                .isEqualTo(List.of(second.deriveId("inv"), second.deriveId("inv"), second.deriveId("line")))
                .doesNotHaveDuplicates();
        assertThat(under("key-2", 1).deriveId("inv"))
                .isNotEqualTo(under("key-1", 1).deriveId("inv"));
        assertThat(new IdempotentRequest().deriveId("inv")).isEmpty();
    }

    private static IdempotentRequest under(String key, int attempt) {
        IdempotentRequest request = new IdempotentRequest();
        IdempotencyClaim claim = new IdempotencyClaim(new TenantId("acme"), key, "POST /v1/invoices", new byte[32]);
        request.runsUnder(new IdempotencyTicket(claim, attempt, SEEN));
        return request;
    }
}
