package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** One set of events under every aggregation, option and filter; each number was computed by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AggregationsScenario {
    /** 31 days of UTC: 744 hours, 2,976 slots of 15 minutes, 8,928 of 5 minutes. */
    private static final String MAY = "/usage?customer=acme&from=2027-05-01&to=2027-05-31";

    private static final String N = "\"property\":\"n\"";
    private static final String USER = "\"property\":\"user\"";
    private static final String EXPRESSION = """
            "expression":"math.greatest(data.n * params.rate, params.least)","parameters":[
              {"name":"rate","type":"DECIMAL","default":"0.5"},{"name":"least","type":"DECIMAL","default":"1.50"}]""";

    /** What a metric is made of besides its name, and what May comes to. */
    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    private static Tenant tenant;

    private static void expect(String aggregation, String terms, String value) {
        EXPECTED.put("\"aggregation\":\"" + aggregation + "\"" + (terms.isEmpty() ? "" : "," + terms), value);
    }

    private static void filtered(String filter, String value) {
        expect("COUNT", "\"filters\":[" + filter + "]", value);
    }

    static {
        expect("COUNT", "", "5");
        // 4 + 2.5 - 6 + 8; the text "many" is unusable
        expect("SUM", N, "8.5");
        expect("MIN", N, "-6");
        expect("MAX", N, "8");
        // 8.5 / 4
        expect("AVG", N, "2.125");
        expect("LATEST", N, "8");
        // ann, bob, cid and dan
        expect("UNIQUE", USER, "4");
        expect("GAUGE", N, "8");
        // sums of 5 minutes: -6, 8,924 zeros, 2.5, 4, 8; rank ceil(0.9998 x 8,928) = 8,927 is the last but one
        expect("PERCENTILE", N + ",\"percentile\":\"99.98\",\"slotMinutes\":5", "4");
        // of 15 minutes: -6, 2,973 zeros, 6.5, 8; rank ceil(0.9998 x 2,976) = 2,976 is the last
        expect("PERCENTILE", N + ",\"percentile\":\"99.98\"", "8");
        // 10 x 744 h from April, + 4 x 744 h + 2.5 x 743.9 h - 6 x 372 h + 8 x 24 h
        // = 7,440 + 2,976 + 1,859.75 - 2,232 + 192 = 10,235.75
        expect("WEIGHTED_SUM", N + ",\"result\":\"UNIT_HOURS\",\"slotMinutes\":1", "10235.75");
        // 10,235.75 / 744 = 13.75772...
        expect("WEIGHTED_SUM", N + ",\"rounding\":{\"mode\":\"HALF_UP\",\"digits\":4}", "13.7577");
        // 8.5 to whole tens
        expect("SUM", N + ",\"rounding\":{\"mode\":\"HALF_UP\",\"digits\":-1}", "10");
        expect("SUM", N + ",\"rounding\":{\"mode\":\"DOWN\",\"digits\":-1}", "0");
        // 1 of April and 5 of May
        expect("COUNT", "\"carryOver\":true", "6");
        // 744 + 743.9 + 372 + 278 + 24 = 2,161.9 h; / 744 h = 2.9057..., up
        expect("COUNT", "\"prorate\":\"SECONDS\",\"rounding\":{\"mode\":\"UP\",\"digits\":2}", "2.91");
        // at the ends of days: 15 x 16.5 + 15 x 10.5 + 18.5 = 423.5; / 31 = 13.661...
        expect(
                "SUM",
                N + ",\"carryOver\":true,\"prorate\":\"DAYS\",\"rounding\":{\"mode\":\"DOWN\",\"digits\":2}",
                "13.66");
        // ann from April, cid and dan; bob came and went. A missing operation is add
        expect("UNIQUE", USER + ",\"operationProperty\":\"op\",\"carryOver\":true", "3");
        // 4 x 0.5 = 2; 1.25 and -3 become the least, 1.5; 8 x 0.5 = 4: 2 + 1.5 + 1.5 + 4
        expect("SUM", EXPRESSION, "9");
        filtered("{\"property\":\"region\",\"operator\":\"IN\",\"values\":[\"eu\"]}", "1");
        filtered("{\"property\":\"region\",\"operator\":\"IN\",\"values\":[\"eu\"],\"caseSensitive\":false}", "2");
        // eu, EU and the one without a region
        filtered("{\"property\":\"region\",\"operator\":\"NOT_IN\",\"values\":[\"us\"]}", "3");
        filtered("{\"property\":\"region\",\"operator\":\"EXISTS\"}", "4");
        filtered("{\"property\":\"region\",\"operator\":\"NOT_EXISTS\"}", "1");
        // of 4, 2.5, -6 and 8; the text is not compared
        filtered("{\"property\":\"n\",\"operator\":\"LT\",\"values\":[\"4\"]}", "2");
        filtered("{\"property\":\"n\",\"operator\":\"LTE\",\"values\":[\"4.0\"]}", "3");
        filtered("{\"property\":\"n\",\"operator\":\"GT\",\"values\":[\"4\"]}", "1");
        filtered("{\"property\":\"n\",\"operator\":\"GTE\",\"values\":[\"4\"]}", "2");
        // (us and above 0, or m2) are the last and the second, of which the last has no model
        expect("COUNT", """
                "filters":[{"property":"model","operator":"EXISTS"}],"filterGroups":[
                  [{"property":"region","operator":"IN","values":["us"]},{"property":"n","operator":"GT","values":["0"]}],
                  [{"property":"model","operator":"IN","values":["m2"]}]]""", "1");
    }

    @BeforeAll
    static void all_metrics_and_six_events() {
        tenant = SharedStack.newTenant("aggregations");
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        tenant.customer("acme", "UTC");
        List<String> metrics = new ArrayList<>();
        EXPECTED.keySet().forEach(terms -> metrics.add(metric("m" + metrics.size(), terms)));
        metrics.add(metric("grouped", "\"aggregation\":\"SUM\"," + N + ",\"groupBy\":[\"model\",\"region\"]"));
        tenant.createMetrics(metrics.toArray(String[]::new));
        tenant.send(List.of(
                event("e-1", "2027-04-20T00:00:00Z", "\"n\":10,\"user\":\"ann\",\"op\":\"add\",\"model\":\"m1\""),
                event(
                        "e-2",
                        "2027-05-01T00:00:00Z",
                        "\"n\":4,\"user\":\"bob\",\"op\":\"add\",\"model\":\"m1\",\"region\":\"eu\""),
                event(
                        "e-3",
                        "2027-05-01T00:06:00Z",
                        "\"n\":\"2.5\",\"user\":\"ann\",\"op\":\"add\",\"model\":\"m2\",\"region\":\"EU\""),
                event("e-4", "2027-05-16T12:00:00Z", "\"n\":-6,\"user\":\"cid\",\"op\":\"add\",\"model\":\"m1\""),
                event(
                        "e-5",
                        "2027-05-20T10:00:00Z",
                        "\"n\":\"many\",\"user\":\"dan\",\"model\":\"m1\",\"region\":\"us\""),
                event("e-6", "2027-05-31T00:00:00Z", "\"n\":8,\"user\":\"bob\",\"op\":\"remove\",\"region\":\"us\"")));
        Tenant.eventually(
                () -> assertThat(usage("grouped").path("events").asInt()).isEqualTo(4));
    }

    @Test
    void every_aggregation_option_and_filter_gives_the_number_computed_by_hand() {
        Map<String, String> found = new LinkedHashMap<>();
        EXPECTED.keySet()
                .forEach(terms ->
                        found.put(terms, usage("m" + found.size()).path("value").asText()));
        assertThat(found).isEqualTo(EXPECTED);
    }

    @Test
    void groups_split_the_sum_and_a_missing_property_is_a_group() {
        // When
        JsonNode all = usage("grouped");
        // Then 4 - 6 of m1, 2.5 of m2 and 8 of no model
        assertThat(all.path("value").asText()).isEqualTo("8.5");
        assertThat(all.path("points"))
                .extracting(
                        point -> point.path("group") + " " + point.path("value").asText())
                .containsExactlyInAnyOrder(
                        "{\"model\":\"m1\",\"region\":\"eu\"} 4",
                        "{\"model\":\"m2\",\"region\":\"EU\"} 2.5",
                        "{\"model\":\"m1\",\"region\":null} -6",
                        "{\"model\":null,\"region\":\"us\"} 8");
        assertThat(value("grouped" + MAY + "&group.model=m1")).isEqualTo("-2");
        assertThat(value("grouped" + MAY + "&group.model=m1&group.region=eu")).isEqualTo("4");
        assertThat(value("grouped" + MAY + "&group.model=")).isEqualTo("8");
        assertThat(tenant.api()
                        .get("/v1/metrics/grouped" + MAY + "&group.user=ann")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_period_without_events_has_the_levels_from_before_and_no_other_numbers() {
        Map<String, String> found = new LinkedHashMap<>();
        int index = 0;
        for (String terms : EXPECTED.keySet()) {
            String value = tenant.api()
                    .getOk("/v1/metrics/m" + index++ + "/usage?customer=nobody&from=2027-05-01&to=2027-05-31")
                    .path("value")
                    .asText();
            found.put(terms, value);
        }
        // COUNT, SUM and UNIQUE are 0, all others null
        EXPECTED.keySet()
                .forEach(terms -> assertThat(found.get(terms))
                        .as(terms)
                        .isEqualTo(terms.matches("\"aggregation\":\"(COUNT|SUM|UNIQUE)\"(?s).*") ? "0" : "null"));
    }

    private static JsonNode usage(String metric) {
        return tenant.api().getOk("/v1/metrics/" + metric + MAY);
    }

    private static String value(String query) {
        return tenant.api().getOk("/v1/metrics/" + query).path("value").asText();
    }

    private static String metric(String id, String terms) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"eventType\":\"job\",%s}".formatted(id, id, terms);
    }

    private static String event(String id, String time, String data) {
        return "{\"id\":\"%s\",\"type\":\"job\",\"subject\":\"acme\",\"time\":\"%s\",\"data\":{%s}}"
                .formatted(id, time, data);
    }
}
