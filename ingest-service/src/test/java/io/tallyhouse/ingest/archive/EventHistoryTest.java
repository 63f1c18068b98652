package io.tallyhouse.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventHistoryTest {
    static final EventIdentity IDENTITY = new EventIdentity(new TenantId("t1"), "acme", "", "e1");
    static final String NOON = "2026-10-01T12:00:00Z";
    private final List<LoggedRecord> log = new ArrayList<>();

    @Test
    void the_same_content_sent_again_is_no_new_version() {
        // When
        event(1, Optional.of(NOON));
        event(1, Optional.empty());
        event(1, Optional.of(NOON));

        // Then
        assertThat(states()).containsExactly("1 COUNTED");
        assertThat(history().versions().get(0).duplicates()).isEqualTo(2);
    }

    @Test
    void a_former_content_that_returns_is_a_new_version() {
        // When
        event(1, Optional.of(NOON));
        event(2, Optional.of(NOON));
        event(1, Optional.of(NOON));

        // Then
        assertThat(states()).containsExactly("1 SUPERSEDED", "2 SUPERSEDED", "1 COUNTED");
    }

    @Test
    void a_version_without_time_counts_at_the_time_of_the_one_before() {
        // When
        event(1, Optional.of(NOON));
        event(2, Optional.empty());

        // Then
        EventVersion standing = history().standing().orElseThrow();
        assertThat(standing.time()).isEqualTo(NOON);
        assertThat(standing.asCounted().time()).contains(NOON);
        assertThat(standing.asAccepted().time()).isEmpty();
    }

    @Test
    void the_highest_revision_counts_whatever_comes_later() {
        // When
        event(1, Optional.of(NOON), Optional.of(5L));
        event(2, Optional.of(NOON), Optional.of(4L));
        event(2, Optional.of(NOON), Optional.of(4L));
        event(3, Optional.of(NOON), Optional.of(5L));
        event(4, Optional.of(NOON));

        // Then 3 has the same revision as 1, and 4 has none, so both count when they come
        assertThat(states()).containsExactly("1 SUPERSEDED", "2 OUTDATED", "3 SUPERSEDED", "4 COUNTED");
        assertThat(history().revision()).contains(5L);
        assertThat(history().versions().get(1).duplicates()).isEqualTo(1);
    }

    @Test
    void a_void_event_stays_void_whatever_is_sent_until_it_is_restored() {
        // When
        control(Kind.VOID);
        event(1, Optional.of(NOON));
        event(2, Optional.of(NOON));
        List<String> whileVoid = states();
        Optional<FormerVersion> former = history().former();
        control(Kind.RESTORE);
        control(Kind.RESTORE);

        // Then
        assertThat(whileVoid).containsExactly("1 SUPERSEDED", "2 VOID");
        assertThat(former).hasValueSatisfying(found -> {
            assertThat(found.isVoid()).isTrue();
            assertThat(found.offset()).isEqualTo(2);
        });
        assertThat(states()).containsExactly("1 SUPERSEDED", "2 COUNTED");
        assertThat(history().changes()).hasSize(2);
    }

    @Test
    void what_was_voided_before_it_came_has_no_former_version() {
        // When
        control(Kind.VOID);

        // Then
        assertThat(history().isVoid()).isTrue();
        assertThat(history().former()).isEmpty();
    }

    @Test
    void an_event_leaves_quarantine_when_it_is_appended_or_another_takes_its_place() {
        // When
        quarantined(1, Optional.empty());
        quarantined(2, Optional.of(9L));
        quarantined(3, Optional.empty());
        event(3, Optional.of(NOON), Optional.of(8L));

        // Then 1 is superseded by 3, 2 has a higher revision and may still be released, 3 is there
        assertThat(states()).containsExactly("1 SUPERSEDED", "2 QUARANTINED", "3 COUNTED");
    }

    private List<String> states() {
        return history().versions().stream()
                .map(version -> version.content().data().get("v").text() + " " + version.state())
                .toList();
    }

    private EventHistory history() {
        return EventHistory.of(IDENTITY, log);
    }

    private void event(int value, Optional<String> time) {
        event(value, time, Optional.empty());
    }

    private void event(int value, Optional<String> time, Optional<Long> revision) {
        log.add(record(log.size(), Kind.EVENT, Optional.of(content(value, time, revision))));
    }

    private void quarantined(int value, Optional<Long> revision) {
        log.add(record(log.size(), Kind.QUARANTINED, Optional.of(content(value, Optional.of(NOON), revision))));
    }

    private void control(Kind kind) {
        log.add(record(log.size(), kind, Optional.empty()));
    }

    static LoggedRecord record(long offset, Kind kind, Optional<EventContent> content) {
        return new LoggedRecord(0, offset, kind, acceptedAt(offset), content, Optional.empty());
    }

    static Instant acceptedAt(long offset) {
        return Instant.parse("2026-10-02T00:00:00Z").plusSeconds(offset);
    }

    static EventContent content(int value, Optional<String> time, Optional<Long> revision) {
        TreeMap<String, DataValue> data =
                new TreeMap<>(Map.<String, DataValue>of("v", new NumberValue(Integer.toString(value))));
        UsageEvent event = new UsageEvent(IDENTITY, "t", time, Instant.EPOCH, data);
        return new EventContent("t", time, event.data(), revision);
    }
}
