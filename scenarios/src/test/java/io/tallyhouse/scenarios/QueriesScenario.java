package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What usage can be asked for: cut in time, over several customers, by rank, and as seats. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QueriesScenario {
    private static final String BERLIN = "&timeZone=Europe/Berlin&from=2027-04-01&to=2027-06-30";
    private static final BigInteger TWO_TO_128 = BigInteger.ONE.shiftLeft(128);

    private static Tenant tenant;

    @BeforeAll
    static void events_around_midnight_in_berlin() {
        tenant = SharedStack.newTenant("queries");
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        tenant.createMetrics("""
                {"id":"calls","name":"Calls","eventType":"call","aggregation":"SUM","property":"n"}""", """
                {"id":"seats","name":"Seats","eventType":"seats","aggregation":"GAUGE","property":"total","groupBy":["type"]}""");
        tenant.customer("acme", "UTC");
        tenant.customer("globex", "UTC");
        tenant.send(List.of(
                // 00:30 on Monday, 3 May, in Berlin
                call("acme", "e-1", "2027-05-02T22:30:00Z", 1),
                // a second before midnight, and midnight
                call("acme", "e-2", "2027-05-03T21:59:59Z", 2),
                call("acme", "e-3", "2027-05-03T22:00:00Z", 4),
                // 1 June
                call("acme", "e-4", "2027-05-31T22:00:00Z", 8),
                call("globex", "e-1", "2027-05-10T10:00:00Z", 20),
                call("typo", "e-1", "2027-05-10T10:00:00Z", 3)));
        Tenant.eventually(() -> assertThat(value("customer=acme" + BERLIN)).isEqualTo("15"));
        Tenant.eventually(() ->
                assertThat(value("customer=globex&customer=typo" + BERLIN)).isEqualTo("23"));
    }

    @Test
    void usage_is_cut_by_the_calendar_of_the_zone() {
        // 1 + 2 + 4 and 8
        assertThat(values("MONTH")).containsExactly("7", "8");
        // from Monday, 3 May, and from Monday, 31 May
        assertThat(values("WEEK")).containsExactly("7", "8");
        assertThat(values("DAY")).containsExactly("3", "4", "8");
        assertThat(values("HOUR")).containsExactly("1", "2", "4", "8");
        assertThat(values("SLOT")).containsExactly("1", "2", "4", "8");
        assertThat(values("TOTAL")).containsExactly("15");
        // in UTC all of 31 May is May's, and Sunday, 2 May, is a day and a week of its own
        assertThat(texts(usage("customer=acme&from=2027-04-01&to=2027-06-30&granularity=WEEK")))
                .containsExactly("1", "6", "8");
    }

    @Test
    void the_events_and_fingerprints_of_slots_add_up_to_those_of_the_whole() {
        // When
        JsonNode usage = usage("customer=acme&customer=globex&granularity=SLOT" + BERLIN);
        // Then
        long events = 0;
        BigInteger sum = BigInteger.ZERO;
        for (JsonNode point : usage.path("points")) {
            events += point.path("events").asLong();
            sum = sum.add(new BigInteger(point.path("fingerprint").asText(), 16));
        }
        assertThat(usage.path("events").asLong()).isEqualTo(events).isEqualTo(5);
        assertThat(usage.path("fingerprint").asText()).isEqualTo("%032x".formatted(sum.mod(TWO_TO_128)));
    }

    @Test
    void the_answer_over_several_customers_counts_each_once() {
        // 15 + 20
        assertThat(value("customer=acme&customer=globex&customer=acme" + BERLIN))
                .isEqualTo("35");
        assertThat(usage("customer=acme" + BERLIN).path("completeThrough").asText())
                .isNotEmpty();
        assertThat(tenant.api()
                        .get("/v1/metrics/calls/usage?customer=acme&granularity=YEAR")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_name_counts_in_the_ranking_for_whose_it_is_at_the_time() {
        // Given red, whose name moves to blue on 15 May
        tenant.customer("red", "UTC");
        tenant.customer("blue", "UTC");
        tenant.create("/v1/customers/red/aliases", "{\"alias\":\"team\"}");
        tenant.create("/v1/customers/blue/aliases", "{\"alias\":\"team\",\"from\":\"2027-05-15\"}");
        tenant.send(List.of(
                call("team", "e-1", "2027-05-14T23:59:59Z", 500), call("team", "e-2", "2027-05-15T00:00:00Z", 70)));
        // Then
        Tenant.eventually(() -> assertThat(ranking("from=2027-05-01&to=2027-05-31"))
                .containsSubsequence("red 500 true", "blue 70 true", "globex 20 true", "acme 15 true", "typo 3 false"));
        assertThat(ranking("from=2027-05-15&to=2027-05-31&limit=1")).containsExactly("blue 70 true");
        assertThat(value("customer=red&from=2027-05-01&to=2027-05-31")).isEqualTo("500");
    }

    @Test
    void what_came_before_the_customer_counts_once_there_is_one() {
        // Given
        tenant.send(List.of(call("early-bird", "e-1", "2027-05-10T10:00:00Z", 6)));
        Tenant.eventually(
                () -> assertThat(value("customer=early-bird" + BERLIN)).isEqualTo("6"));
        // When
        tenant.create("/v1/customers", """
                {"id":"newcomer","legalName":"Newcomer","currency":"USD","timeZone":"UTC","country":"US",
                 "aliases":["early-bird"]}""");
        // Then
        assertThat(value("customer=newcomer" + BERLIN)).isEqualTo("6");
        assertThat(tenant.api().get("/v1/customers/by-alias/Early-bird").status())
                .isEqualTo(404);
    }

    @Test
    void seats_are_told_by_type_at_any_time_with_what_was_added_and_removed() {
        // Given totals, the one of 5 May sent last
        tenant.customer("office", "UTC");
        tenant.send(List.of(
                seats("s-1", "2027-05-01T10:00:00Z", "admin", 3),
                seats("s-2", "2027-05-10T10:00:00Z", "admin", 7),
                seats("s-3", "2027-05-02T10:00:00Z", "viewer", 40)));
        tenant.send(List.of(seats("s-4", "2027-05-05T10:00:00Z", "admin", 4)));
        // Then 4 + 40 on 6 May, 7 + 40 at the end
        Tenant.eventually(() -> assertThat(seatTotal("2027-05-06T00:00:00Z")).isEqualTo("44"));
        assertThat(seatTotal("2027-05-31T00:00:00Z")).isEqualTo("47");
        JsonNode changes =
                tenant.api().getOk("/v1/metrics/seats/changes?customer=office&from=2027-05-01&to=2027-05-31");
        assertThat(changes.path("items"))
                .extracting(change -> change.path("group").path("type").asText() + " +"
                        + change.path("added").asText() + " -"
                        + change.path("removed").asText())
                .containsExactly("admin +3 -0", "viewer +40 -0", "admin +1 -0", "admin +3 -0");
    }

    private static String seatTotal(String at) {
        return tenant.api()
                .getOk("/v1/seat-balances?customer=office&at=" + at)
                .path("items")
                .path(0)
                .path("total")
                .asText();
    }

    private static List<String> ranking(String query) {
        List<String> ranking = new ArrayList<>();
        tenant.api()
                .getOk("/v1/metrics/calls/top-customers?" + query)
                .path("items")
                .forEach(place -> ranking.add(place.path("customer").asText() + " "
                        + place.path("value").asText() + " "
                        + place.path("mapped").asBoolean()));
        return ranking;
    }

    private static List<String> values(String granularity) {
        return texts(usage("customer=acme&granularity=" + granularity + BERLIN));
    }

    private static List<String> texts(JsonNode usage) {
        List<String> values = new ArrayList<>();
        usage.path("points").forEach(point -> values.add(point.path("value").asText()));
        return values;
    }

    private static String value(String query) {
        return usage(query).path("value").asText();
    }

    private static JsonNode usage(String query) {
        return tenant.api().getOk("/v1/metrics/calls/usage?" + query);
    }

    private static String call(String subject, String id, String time, int n) {
        return """
                {"id":"%s","type":"call","subject":"%s","time":"%s","data":{"n":%d}}""".formatted(id, subject, time, n);
    }

    private static String seats(String id, String time, String type, int total) {
        return """
                {"id":"%s","type":"seats","subject":"office","time":"%s","data":{"type":"%s","total":%d}}""".formatted(id, time, type, total);
    }
}
