package io.tallyhouse.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.rest.EventReaders;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InboxEventsTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final String EVENT = "{\"id\":\"e1\",\"type\":\"t\",\"subject\":\"s\",\"data\":{\"a\":1.50}}";
    private static final String[] ATTRIBUTES = {"ce_id:e1", "ce_type:t", "ce_subject:s", "ce_specversion:1.0"};

    private final InboxEvents events = new InboxEvents(EventReaders.ofSingleEvents());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "content-type:application/cloudevents+json",
                "Content-Type:application/CloudEvents+JSON; charset=UTF-8",
                "content-type:application/json",
                "trace:abc"
            })
    void a_value_by_itself_is_the_event(String header) {
        // When
        EventVerdict verdict = read(EVENT, header.isEmpty() ? new String[0] : new String[] {header});

        // Then
        UsageEvent event = ((Valid) verdict).event();
        assertThat(event.identity()).isEqualTo(new EventIdentity(TENANT, "s", "", "e1"));
        assertThat(event.data()).containsEntry("a", new NumberValue("1.50"));
    }

    @Test
    void headers_with_attributes_make_the_value_the_data() {
        // When
        EventVerdict verdict =
                read("{\"a\":1.50}", with("ce_source:eu \u20AC %41", "ce_revision:7", "content-type:application/json"));

        // Then values of headers are UTF-8 here, and not percent-encoded
        UsageEvent event = ((Valid) verdict).event();
        assertThat(event.identity()).isEqualTo(new EventIdentity(TENANT, "s", "eu \u20AC %41", "e1"));
        assertThat(event.revision()).contains(7L);
        assertThat(event.data()).containsEntry("a", new NumberValue("1.50"));
    }

    @Test
    void binary_mode_may_have_no_data_and_structured_mode_wins_over_attributes() {
        assertThat(events.read(record(Optional.empty(), with()), at())).isInstanceOf(Valid.class);
        assertThat(read(EVENT, with("content-type:application/cloudevents+json")))
                .isInstanceOf(Valid.class);
    }

    static Stream<List<String>> hostile() {
        return Stream.of(
                List.of("", "the event is empty"),
                List.of("\u0000\u0001", "the event is not valid JSON"),
                List.of("{\"id\":", "the event is not valid JSON"),
                List.of("<event/>", "the event is not valid JSON"),
                List.of("[" + EVENT + "]", "[...] is not an event"),
                List.of(EVENT + EVENT, "the event has more after the first JSON value"),
                List.of("{\"a\":".repeat(5_000), "the event is not valid JSON"),
                List.of("\"" + "x".repeat(70_000) + "\"", "the event has 70002 bytes; at most 65536"),
                List.of("{\"data\":{\"a\":" + "9".repeat(10_000) + "}}", "must be a number of at most 34"),
                List.of("{\"data\":{\"a\":1e400}}", "must be a number of at most 34"),
                List.of("{\"data\":{\"a\":NaN}}", "the event is not valid JSON"),
                List.of(EVENT, "the content type is 'text/plain'", "ce_id:x", "content-type:text/plain"),
                List.of(EVENT, "send one event in each record", "content-type:application/cloudevents-batch+json"),
                List.of(EVENT, "send one event in each record", "content-type:application/cloudevents+avro"),
                List.of("{}", "is not known here", "ce_id:x", "ce_unknown:y"),
                List.of("{}", "'-1' must be a whole number", "ce_id:x", "ce_revision:-1"),
                List.of("{\"a\":", "the event's data is not valid JSON", "ce_id:x"),
                List.of("[1]", "must be an object", "ce_id:x"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatever_comes_is_told_as_a_fault(List<String> sent) {
        // When
        EventVerdict verdict = read(sent.get(0), sent.subList(2, sent.size()).toArray(String[]::new));

        // Then
        assertThat(((Refused) verdict).violations())
                .extracting(Violation::detail)
                .anyMatch(detail -> detail.contains(sent.get(1)));
    }

    @Test
    void bytes_that_are_no_text_are_faults_too() {
        // Given an overlong slash, as value and as header
        byte[] noText = {(byte) 0xC0, (byte) 0xAF};

        // Then
        assertThat(faults(events.read(record(Optional.of(noText)), at())))
                .containsExactly("the event is not valid UTF-8 at byte 0");
        assertThat(faults(events.read(
                        new InboxRecord(
                                "usage-inbox.t1",
                                0,
                                1,
                                List.of(new InboxHeader("ce_id", noText), new InboxHeader("content-type", noText)),
                                Optional.empty()),
                        at())))
                .allMatch(detail -> detail.contains("the content type is"));
        assertThat(faults(events.read(
                        new InboxRecord(
                                "usage-inbox.t1", 0, 1, List.of(new InboxHeader("ce_id", noText)), Optional.empty()),
                        at())))
                .contains("must be a text in UTF-8");
        assertThat(faults(events.read(record(Optional.empty()), at())))
                .containsExactly("the record has no value; send an event as JSON");
    }

    private EventVerdict read(String value, String... headers) {
        return events.read(record(Optional.of(value.getBytes(StandardCharsets.UTF_8)), headers), at());
    }

    private static String[] with(String... others) {
        return Stream.concat(Stream.of(ATTRIBUTES), Stream.of(others)).toArray(String[]::new);
    }

    private static List<String> faults(EventVerdict verdict) {
        return ((Refused) verdict).violations().stream().map(Violation::detail).toList();
    }

    private static InboxRecord record(Optional<byte[]> value, String... headers) {
        List<InboxHeader> sent = Stream.of(headers)
                .map(header -> header.split(":", 2))
                .map(parts -> new InboxHeader(parts[0], parts[1].getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new InboxRecord("usage-inbox.t1", 0, 1, sent, value);
    }

    private static Acceptance at() {
        return new Acceptance(TENANT, Instant.parse("2026-10-01T12:00:00Z"));
    }
}
