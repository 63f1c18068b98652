package io.tallyhouse.stack.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MappedEventsTest {
    private static final List<String> CALLS = List.of(
            "id=request", "type==llm.call", "subject=customer", "time=ts", "data.tokens:number=tokens", "data.*");
    private static final String HEADER = "request,customer,ts,tokens,model,note";

    @Test
    void a_row_of_csv_becomes_an_event_and_empty_cells_are_left_out() throws Unreadable {
        assertThat(csv(CALLS, "r-1,acme,2026-09-01T10:00:00Z,12.50,\"m\"\"1, large\","))
                .isEqualTo(
                        "{\"id\":\"r-1\",\"type\":\"llm.call\",\"subject\":\"acme\",\"time\":\"2026-09-01T10:00:00Z\","
                                + "\"data\":{\"tokens\":12.50,\"model\":\"m\\\"1, large\"}}");
    }

    @Test
    void an_object_keeps_its_kinds_and_digits_and_what_is_within_it_has_its_name() throws Unreadable {
        // Given
        List<String> map = List.of("id=n", "type=='call'", "subject=by.customer", "data.tokens=usage.tokens", "data.*");
        String line = "{\"n\":7,\"by\":{\"customer\":\"acme\"},\"usage\":{\"tokens\":1.10,\"cached\":true},\"x\":null}";
        // Then
        assertThat(json(map, line, TimeReading.asTheyAre()))
                .isEqualTo("{\"id\":\"7\",\"type\":\"call\",\"subject\":\"acme\","
                        + "\"data\":{\"tokens\":1.10,\"usage.cached\":true}}");
    }

    @Test
    void all_faults_of_a_row_are_told_with_column_and_value() {
        Unreadable refused =
                catchThrowableOfType(Unreadable.class, () -> csv(CALLS, "r-1,,01.09.2026 10:00,twelve,m1,a note"));
        assertThat(refused.reasons())
                .extracting(Reason::words)
                .containsExactly(
                        "column 'customer' is missing or empty; each event needs it",
                        "column 'ts' '01.09.2026 10:00' must be an RFC 3339 time, as '2026-10-01T12:00:00Z';"
                                + " --time-format reads other ones",
                        "column 'tokens' 'twelve' is no number of at most 34 digits");
    }

    @Test
    void a_row_with_too_few_cells_is_refused() {
        Unreadable refused = catchThrowableOfType(Unreadable.class, () -> csv(CALLS, "r-1,acme"));
        assertThat(refused.reasons().get(0).words()).startsWith("has 2 cells where the header has 6");
    }

    @Test
    void a_list_is_refused_where_it_is_mapped() {
        List<String> map = List.of("id=n", "type==call", "subject=n", "data.*");
        Unreadable refused = catchThrowableOfType(
                Unreadable.class, () -> json(map, "{\"n\":1,\"tags\":[1]}", TimeReading.asTheyAre()));
        assertThat(refused.reasons().get(0).words()).startsWith("column 'tags' is a list");
    }

    @Test
    void times_are_read_in_the_format_and_zone_that_are_named() throws Unreadable {
        // Given
        List<String> map = List.of("id=n", "type==call", "subject=n", "time=t");
        // Then Warsaw is two hours ahead of UTC in summer
        TimeReading local = TimeReading.of("dd.MM.yyyy HH:mm", "Europe/Warsaw");
        assertThat(json(map, "{\"n\":1,\"t\":\"01.09.2026 10:00\"}", local)).contains("\"2026-09-01T08:00:00Z\"");
        // 86,400 s are a day
        assertThat(json(map, "{\"n\":1,\"t\":86400.5}", TimeReading.of("epoch", "UTC")))
                .contains("\"1970-01-02T00:00:00.500Z\"");
        assertThat(json(map, "{\"n\":1,\"t\":\"-1\"}", TimeReading.of("epoch-millis", "UTC")))
                .contains("\"1969-12-31T23:59:59.999Z\"");
        assertThat(TimeReading.of("epoch", "UTC").read("1e999999999")).isEmpty();
    }

    @Test
    void an_id_of_the_line_is_the_same_each_time_and_another_in_each_line() throws Unreadable {
        // Given
        List<String> map = List.of("id=@line", "type==call", "subject=n");
        MappedEvents events = events(new JsonRows(), map, TimeReading.asTheyAre());
        byte[] line = "{\"n\":1}".getBytes(UTF_8);
        // Then
        assertThat(new String(events.read(41, line, "{\"n\":1}").json(), UTF_8)).contains("\"id\":\"file-41\"");
        assertThat(new String(events.read(42, line, "{\"n\":1}").json(), UTF_8)).contains("\"id\":\"file-42\"");
    }

    @Test
    void a_revision_is_a_whole_number_without_leading_zeros() throws Unreadable {
        List<String> map = List.of("id=n", "type==call", "subject=n", "revision=r");
        assertThat(json(map, "{\"n\":1,\"r\":\"007\"}", TimeReading.asTheyAre()))
                .contains("\"revision\":7");
    }

    @Test
    void a_fault_that_the_server_tells_names_the_column_it_came_from() {
        MappedEvents events = events(new JsonRows(), CALLS, TimeReading.asTheyAre());
        assertThat(events.column("/subject")).contains("customer");
        assertThat(events.column("/data/tokens")).contains("tokens");
        assertThat(events.column("/data/a~1b")).contains("a/b");
        assertThat(events.column("/type")).isEqualTo(Optional.empty());
    }

    private static String csv(List<String> map, String row) throws Unreadable {
        CsvRows rows = CsvRows.under(HEADER, CsvDialect.separatedBy(','));
        return read(events(rows, map, TimeReading.asTheyAre()), row);
    }

    private static String json(List<String> map, String line, TimeReading times) throws Unreadable {
        return read(events(new JsonRows(), map, times), line);
    }

    private static MappedEvents events(RowReader rows, List<String> map, TimeReading times) {
        return new MappedEvents(rows, Mapping.parse(map), times, "file-");
    }

    private static String read(EventReader events, String text) throws Unreadable {
        return new String(events.read(2, text.getBytes(UTF_8), text).json(), UTF_8);
    }
}
