package io.tallyhouse.catalog.metric.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricRequestTest {
    private static final String COUNT = "{'name':'Calls','eventType':'call','aggregation':'COUNT'";
    private static final String SUM = "{'name':'Tokens','eventType':'call','aggregation':'SUM'";

    @Test
    void all_faults_are_told_at_once() {
        // When
        Map<String, String> faults = faults("{'name':'','eventType':5,'aggregation':'AVG','filters':"
                + "[{'property':'p','operator':'EQ','values':[]},{'operator':'IN','values':['a','a']}],"
                + "'groupBy':['a','b'],'unit':'x'}");
        // Then
        assertThat(faults.keySet())
                .containsExactlyInAnyOrder(
                        "/name",
                        "/eventType",
                        "/aggregation",
                        "/filters/0/operator",
                        "/filters/0/values",
                        "/filters/1/property",
                        "/filters/1/values/1",
                        "/groupBy",
                        "/unit");
        assertThat(faults.get("/groupBy")).contains("this version");
    }

    @Test
    void a_count_has_no_property_and_others_have_one() {
        assertThat(faults(COUNT + "}")).isEmpty();
        assertThat(faults(COUNT + ",'property':'n'}").keySet()).containsExactly("/property");
        assertThat(faults(SUM + ",'property':'n'}")).isEmpty();
        assertThat(faults(SUM + "}").keySet()).containsExactly("/property");
        assertThat(faults(SUM.replace("SUM", "MAX") + "}").get("/property")).contains("MAX");
    }

    @Test
    void a_filter_has_1_to_100_values() {
        assertThat(faults(COUNT + ",'filters':[" + filter(100) + "]}")).isEmpty();
        assertThat(faults(COUNT + ",'filters':[" + filter(101) + "]}").keySet()).containsExactly("/filters/0/values");
    }

    private static String filter(int values) {
        return IntStream.range(0, values)
                .mapToObj(n -> "'v" + n + "'")
                .collect(Collectors.joining(",", "{'property':'p','operator':'IN','values':[", "]}"));
    }

    private static Map<String, String> faults(String json) {
        return Faults.of(json, input -> MetricRequest.read(input, Optional.empty()));
    }
}
