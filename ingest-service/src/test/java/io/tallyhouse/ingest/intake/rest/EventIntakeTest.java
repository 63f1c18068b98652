package io.tallyhouse.ingest.intake.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventShape;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventIntakeTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00.123456Z");
    private static final String HEAD = "\"id\":\"e1\",\"type\":\"llm.request\",\"subject\":\"acme\"";

    private final EventBatchReader reader = EventReaders.ofBatches();

    @Test
    void a_full_event_keeps_everything_as_sent() {
        // Given
        String body =
                "{" + HEAD + ",\"source\":\"eu-1\",\"time\":\"2026-10-01T14:00:00.50+02:00\",\"specversion\":\"1.0\","
                        + "\"datacontenttype\":\"application/json\",\"dataschema\":\"https://example.com/s\","
                        + "\"data\":{\"b\":1.50,\"a\":\"12\",\"ok\":true,\"none\":null,\"e\":-1E2}}";

        // When
        UsageEvent event = accepted(body);

        // Then
        assertThat(event)
                .isEqualTo(new UsageEvent(
                        new EventIdentity(TENANT, "acme", "eu-1", "e1"),
                        "llm.request",
                        Optional.of("2026-10-01T14:00:00.50+02:00"),
                        NOW,
                        new TreeMap<>(Map.of(
                                "a", new TextValue("12"),
                                "b", new NumberValue("1.50"),
                                "e", new NumberValue("-1E2"),
                                "none", new NullValue(),
                                "ok", new BooleanValue(true)))));
    }

    @Test
    void absent_and_null_mean_the_same() {
        // Given
        String body = "{" + HEAD + ",\"source\":null,\"time\":null,\"specversion\":null,\"data\":null}";

        // When
        UsageEvent event = accepted(body);

        // Then
        assertThat(event).isEqualTo(accepted("{" + HEAD + "}"));
        assertThat(event.identity().source()).isEmpty();
        assertThat(event.eventTime()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | /id is required, /type is required, /subject is required
            {"id":null,"type":"t","subject":"s"}                      | /id is required
            {"id":7,"type":"t","subject":"s"}                         | /id 7 must be a text
            {"id":"","type":" ","subject":"s"}                        | /id must not be empty, /type must not be empty
            {"id":"e","type":"t","subject":"a\\u0000b"}               | /subject 'a\uFFFDb' must not contain control characters
            {"id":"e","type":"t","subject":"a\\nb"}                   | /subject 'a\uFFFDb' must not contain control characters
            {"id":"e","type":"t","subject":"\\ud800"}                 | /subject must not contain half of a surrogate pair
            {"id":"e","type":"t","subject":"s","Time":"x"}            | /Time is not known here
            {"id":"e","type":"t","subject":"s","revison":1}           | /revison is not known here
            {"id":"e","type":"t","subject":"s","traceparent":"x"}     | /traceparent is not known here
            {"id":"e","type":"t","subject":"s","revision":-1}         | /revision -1 must be a whole number from 0
            {"id":"e","type":"t","subject":"s","revision":1.0}        | /revision 1.0 must be a whole number
            {"id":"e","type":"t","subject":"s","revision":1e3}        | /revision 1e3 must be a whole number
            {"id":"e","type":"t","subject":"s","revision":true}       | /revision true must be a whole number
            {"id":"e","type":"t","subject":"s","revision":""}         | /revision '' must be a whole number
            {"id":"e","type":"t","subject":"s","revision":"+1"}       | /revision '+1' must be a whole number
            {"id":"e","type":"t","subject":"s","revision":"\u0661"}   | /revision '١' must be a whole number
            {"id":"e","type":"t","subject":"s","revision":9223372036854775808} | /revision 9223372036854775808 must be a whole number
            {"id":"e","type":"t","subject":"s","source":"usage-events"}        | /source 'usage-events' is kept for POST /v1/usage-events
            {"id":"e","type":"t","subject":"s","a/b~c":1}             | /a~1b~0c is not known here
            {"id":"e","id":"f","type":"t","subject":"s"}              | /id is given more than once
            {"id":"e","type":"t","subject":"s","data":{},"data":{}}   | /data is given more than once
            {"id":"e","type":"t","subject":"s","specversion":"0.3"}   | /specversion '0.3' must be '1.0'
            {"id":"e","type":"t","subject":"s","specversion":1.0}     | /specversion 1.0 must be a text
            {"id":"e","type":"t","subject":"s","dataschema":{}}       | /dataschema {...} must be a text
            {"id":"e","type":"t","subject":"s","time":"yesterday"}    | /time 'yesterday' must be an RFC 3339 time
            {"id":"e","type":"t","subject":"s","time":"2026-10-01"}   | /time '2026-10-01' must be an RFC 3339 time
            {"id":"e","type":"t","subject":"s","time":"2026-02-30T00:00:00Z"}  | /time '2026-02-30T00:00:00Z' must be an RFC 3339 time
            {"id":"e","type":"t","subject":"s","time":"2026-10-01T12:00:00"}   | /time '2026-10-01T12:00:00' must be an RFC 3339 time
            {"id":"e","type":"t","subject":"s","time":1790000000}     | /time 1790000000 must be a text
            {"id":"e","type":"t","subject":"s","time":"2026-10-02T12:00:01Z"}  | /time '2026-10-02T12:00:01Z' is more than 24H ahead of the clock, which stands at 2026-10-01T12:00:00.123456Z
            {"id":"e","type":"t","subject":"s","data":[1]}            | /data [...] must be an object
            {"id":"e","type":"t","subject":"s","data":"x"}            | /data 'x' must be an object
            {"id":"e","type":"t","subject":"s","data":{"a":{}}}       | /data/a {...} is nested
            {"id":"e","type":"t","subject":"s","data":{"a":[{"b":1}]}}| /data/a [...] is nested
            {"id":"e","type":"t","subject":"s","data":{"a":1,"a":1}}  | /data/a is given more than once
            {"id":"e","type":"t","subject":"s","data":{"a":[],"a":1}} | /data/a [...] is nested, /data/a is given more than once
            {"id":"e","type":"t","subject":"s","data":{"":1}}         | /data/ must not be empty
            {"id":"e","type":"t","subject":"s","data":{"a":1e400}}    | /data/a 1e400 must be a number of at most 34 significant digits
            {"id":"e","type":"t","subject":"s","data":{"a":12345678901234567890123456789012345}} | /data/a 12345678901234567890123456789012345 must be a number
            {"id":"e","type":"t","subject":"s","data":{"a":"\\u0000"}}| /data/a must not contain the character U+0000
            {"id":"e","type":"t","subject":"s","data":{"a":"x\\udc00"}}| /data/a must not contain half of a surrogate pair
            {"id":1,"kind":2,"time":"x","data":3}                     | /id 1 must be, /kind is not known, /time 'x' must be, /data 3 must be, /type is required, /subject is required
            null                                                      | ` null is not an event`
            "event"                                                   | ` 'event' is not an event`
            [[]]                                                      | ` [...] is not an event`
            """)
    void every_fault_of_a_hostile_event_is_named(String body, String faults) {
        // When
        EventVerdict verdict = read(body).verdicts().get(0);

        // Then
        assertThat(verdict).isInstanceOf(Refused.class);
        List<String> told = ((Refused) verdict)
                .violations().stream()
                        .map(fault -> fault.pointer() + " " + fault.detail())
                        .toList();
        String[] expected = faults.split(", (?=/)");
        assertThat(told).hasSameSizeAs(expected);
        for (int index = 0; index < expected.length; index++) {
            assertThat(told.get(index)).startsWith(expected[index]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "'\"7\"', 7", "'\"007\"', 7", "9223372036854775807, 9223372036854775807"})
    void a_revision_is_a_number_or_a_text_of_digits(String sent, long revision) {
        assertThat(accepted("{" + HEAD + ",\"revision\":" + sent + "}").revision())
                .contains(revision);
    }

    @Test
    void no_revision_is_none() {
        assertThat(accepted("{" + HEAD + "}").revision()).isEmpty();
        assertThat(accepted("{" + HEAD + ",\"revision\":null}").revision()).isEmpty();
    }

    @Test
    void what_is_too_long_is_refused_and_shown_shortened() {
        // Given
        String digits = "9".repeat(10_000);
        String body = "{\"id\":\"" + "i".repeat(201) + "\",\"type\":\"t\",\"subject\":\"" + "s".repeat(200)
                + "\",\"data\":{\""
                + "k".repeat(101) + "\":1,\"number\":" + digits + ",\"fraction\":0." + digits + ",\"text\":\""
                + "x".repeat(4_001) + "\",\"fits\":\"" + "x".repeat(4_000) + "\"}}";

        // When
        Refused refused = refused(body);

        // Then
        assertThat(refused.violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "/id",
                        "/data/" + "k".repeat(40) + "... (101 characters)",
                        "/data/number",
                        "/data/fraction",
                        "/data/text");
        assertThat(refused.violations()).allMatch(fault -> fault.detail().length() < 250);
        assertThat(refused.id()).contains("i".repeat(40) + "... (201 characters)");
    }

    @Test
    void a_hundred_properties_are_taken_and_one_more_is_not() {
        // Given
        String hundred = properties(100);

        // Then
        assertThat(accepted("{" + HEAD + ",\"data\":{" + hundred + "}}").data()).hasSize(100);
        assertThat(refused("{" + HEAD + ",\"data\":{" + hundred + ",\"x\":1,\"y\":2}}")
                        .violations())
                .containsExactly(new Violation("/data", "has more than 100 properties"));
    }

    @Test
    void a_flood_of_faults_is_counted_and_not_listed() {
        // Given
        String flood = properties(5_000);

        // When
        Refused refused = refused("{" + HEAD + "," + flood + "}");

        // Then 50 are listed
        assertThat(refused.violations()).hasSize(51);
        assertThat(refused.violations().get(50)).isEqualTo(new Violation("", "4950 more faults are not listed"));
    }

    @Test
    void a_time_at_the_limit_ahead_and_any_past_time_are_taken() {
        assertThat(accepted("{" + HEAD + ",\"time\":\"2026-10-02T12:00:00.123456Z\"}")
                        .time())
                .isPresent();
        assertThat(accepted("{" + HEAD + ",\"time\":\"0001-01-01T00:00:00Z\"}").time())
                .isPresent();
    }

    private static String properties(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "\"p" + index + "\":1")
                .collect(Collectors.joining(","));
    }

    private UsageEvent accepted(String body) {
        EventVerdict verdict = read(body).verdicts().get(0);
        assertThat(verdict).isInstanceOf(Valid.class);
        return ((Valid) verdict).event();
    }

    private Refused refused(String body) {
        EventVerdict verdict = read(body).verdicts().get(0);
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }

    private SentBatch read(String body) {
        return reader.batch(body.getBytes(StandardCharsets.UTF_8), new Acceptance(TENANT, NOW), EventShape.CLOUD_EVENT);
    }
}
