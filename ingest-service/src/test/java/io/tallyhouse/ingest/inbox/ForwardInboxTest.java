package io.tallyhouse.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.ingest.intake.AcceptEvents;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.FormerVersions;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.ingest.intake.rest.EventReaders;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForwardInboxTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private final List<UsageRecord> log = new ArrayList<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private boolean rejectLogIsAway;
    private boolean tenantIsKnown = true;
    private final ForwardInbox forwardInbox = new ForwardInbox(
            tenant ->
                    Uni.createFrom().item(tenantIsKnown ? Optional.of(new Acceptance(tenant, NOW)) : Optional.empty()),
            new InboxEvents(EventReaders.ofSingleEvents()),
            new AcceptEvents(this::append, new Remembered()),
            new RejectRecords(this::reject, InstantSource.fixed(NOW)));

    private static final class Remembered implements FormerVersions {
        @Override
        public Duration remembered() {
            return Duration.ofDays(36_500);
        }

        @Override
        public boolean mayBeForgotten(EventIdentity identity) {
            return false;
        }

        @Override
        public Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities) {
            return Uni.createFrom().item(Map.of());
        }
    }

    private Uni<Void> append(List<UsageRecord> records) {
        if (records.stream().map(ForwardInboxTest::id).anyMatch("poison"::equals)) {
            throw new IllegalArgumentException("a fault of ours");
        }
        log.addAll(records);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> reject(List<RejectedRecord> records) {
        if (rejectLogIsAway) {
            return Uni.createFrom().failure(new UsageLogUnavailable("away", new RuntimeException()));
        }
        rejected.addAll(records);
        return Uni.createFrom().voidItem();
    }

    @Test
    void events_go_to_the_log_and_all_else_to_that_of_rejected_records() {
        // When
        IntakeReceipt receipt = forward("a", "?", "b", "b");

        // Then
        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.duplicatesInRequest()).isEqualTo(1);
        assertThat(receipt.errors()).extracting(RefusedEvent::index).containsExactly(1);
        assertThat(log).extracting(ForwardInboxTest::id).containsExactly("a", "b");
        assertThat(rejected).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo("usage-inbox.t1-3-1");
            assertThat(record.rejectedAt()).isEqualTo(NOW);
            assertThat(record.violations()).isNotEmpty();
        });
    }

    @Test
    void what_is_rejected_must_be_kept_before_it_is_done_with() {
        // Given
        rejectLogIsAway = true;

        // Then
        assertThatThrownBy(() -> forward("a", "?")).isInstanceOf(UsageLogUnavailable.class);
        rejectLogIsAway = false;
        assertThat(forward("a", "?").errors()).hasSize(1);
        assertThat(rejected).hasSize(1);
    }

    @Test
    void a_record_that_we_fail_at_holds_up_no_other() {
        // When
        IntakeReceipt receipt = forward("a", "poison", "?", "b");

        // Then
        assertThat(log).extracting(ForwardInboxTest::id).containsExactly("a", "b");
        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.errors()).extracting(RefusedEvent::index).containsExactly(1, 2);
        assertThat(rejected).extracting(RejectedRecord::offset).containsExactly(1L, 2L);
        assertThat(rejected.get(0).violations().get(0).detail()).contains("our side");
        assertThat(rejected.get(0).value().orElseThrow().text()).isPresent();
    }

    @Test
    void records_of_a_tenant_that_is_not_there_are_rejected_whole() {
        // Given
        tenantIsKnown = false;

        // Then
        assertThat(forward("a", "b").errors()).hasSize(2);
        assertThat(log).isEmpty();
        assertThat(rejected).hasSize(2);
    }

    @Test
    void what_is_too_large_to_be_kept_is_left_out_and_said_to_be() {
        // Given 257 KiB, and headers of 20 kB
        byte[] value = new byte[257 * 1024];
        List<InboxHeader> headers = List.of(
                new InboxHeader("small", "x".getBytes(StandardCharsets.UTF_8)),
                new InboxHeader("large", new byte[20_000]));

        // When
        forwardInbox
                .execute(
                        TENANT,
                        List.of(
                                new InboxRecord("usage-inbox.t1", 0, 0, List.of(), Optional.of(value)),
                                new InboxRecord("usage-inbox.t1", 0, 1, headers, Optional.of(new byte[1]))))
                .await()
                .indefinitely();

        // Then
        assertThat(rejected).allMatch(RejectedRecord::truncated);
        assertThat(rejected.get(0).value()).isEmpty();
        assertThat(rejected.get(1).headers())
                .extracting(RejectedRecord.Header::name)
                .containsExactly("small");
        assertThat(rejected.get(1).value()).isPresent();
    }

    /** A {@code ?} is no event. */
    private IntakeReceipt forward(String... ids) {
        List<InboxRecord> records = IntStream.range(0, ids.length)
                .mapToObj(offset ->
                        new InboxRecord("usage-inbox.t1", 3, offset, List.of(), Optional.of(event(ids[offset]))))
                .toList();
        return forwardInbox.execute(TENANT, records).await().indefinitely();
    }

    private static byte[] event(String id) {
        String text = id.equals("?") ? id : "{\"id\":\"" + id + "\",\"type\":\"t\",\"subject\":\"s\"}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(UsageRecord record) {
        return ((UsageEvent) record).identity().id();
    }
}
