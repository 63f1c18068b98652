package io.tallyhouse.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleaseEventTest {
    private static final EventIdentity IDENTITY = new EventIdentity(new TenantId("t1"), "acme", "", "e1");
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private final List<LoggedRecord> archived = new ArrayList<>();
    private final List<UsageRecord> appended = new ArrayList<>();
    private final ReleaseEvent releaseEvent = new ReleaseEvent(new Archive(), records -> {
        appended.addAll(records);
        return Uni.createFrom().voidItem();
    });

    private final class Archive implements EventArchive {
        @Override
        public Uni<List<Found>> walk(EventSearch search, EventSearch.Slice slice) {
            throw new UnsupportedOperationException("a release searches nothing");
        }

        @Override
        public Uni<Map<EventIdentity, EventHistory>> histories(Collection<EventIdentity> identities) {
            return Uni.createFrom()
                    .item(archived.isEmpty() ? Map.of() : Map.of(IDENTITY, EventHistory.of(IDENTITY, archived)));
        }
    }

    @Test
    void an_event_that_was_voided_before_it_came_stays_void_when_it_is_released() {
        // Given
        archived.add(record(1, Kind.VOID, Optional.empty()));
        archived.add(record(2, Kind.QUARANTINED, Optional.of(content(7))));

        // When
        Optional<Integer> released = release();

        // Then
        assertThat(released).contains(1);
        assertThat(appended)
                .containsExactly(new EventVoid(IDENTITY, NOW), content(7).event(IDENTITY, NOW));
    }

    @Test
    void a_released_event_brings_along_what_stood_before_it() {
        // Given
        archived.add(record(1, Kind.EVENT, Optional.of(content(5))));
        archived.add(record(2, Kind.QUARANTINED, Optional.of(content(7))));

        // When
        Optional<Integer> released = release();

        // Then
        assertThat(released).contains(1);
        assertThat(appended)
                .singleElement()
                .isInstanceOfSatisfying(
                        UsageEvent.class,
                        event -> assertThat(event.former().orElseThrow().offset())
                                .isEqualTo(1));
    }

    @Test
    void what_is_in_no_quarantine_is_not_released_and_what_never_came_is_not_known() {
        assertThat(release()).isEmpty();

        archived.add(record(1, Kind.EVENT, Optional.of(content(5))));
        assertThat(release()).contains(0);
        assertThat(appended).isEmpty();
    }

    private Optional<Integer> release() {
        return releaseEvent.execute(IDENTITY).await().indefinitely();
    }

    private static LoggedRecord record(long offset, Kind kind, Optional<EventContent> content) {
        return new LoggedRecord(0, offset, kind, NOW, content, Optional.empty());
    }

    private static EventContent content(int tokens) {
        return new EventContent(
                "llm.request",
                Optional.of("2026-08-01T00:00:00Z"),
                new TreeMap<>(Map.<String, DataValue>of("tokens", new NumberValue(Integer.toString(tokens)))),
                Optional.empty());
    }
}
