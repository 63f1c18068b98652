package io.tallyhouse.catalog.metric.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.kernel.aggregation.LevelResult;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricRequestTest {
    private static final String COUNT = "{'name':'Calls','eventType':'call','aggregation':'COUNT'";
    private static final String SUM = "{'name':'Tokens','eventType':'call','aggregation':'SUM'";

    @Test
    void all_faults_are_told_at_once() {
        // When
        Map<String, String> faults = faults(
                "{'name':'','eventType':5,'aggregation':'MEDIAN','percentile':'101','property':'\\u0007','filters':"
                        + "[{'property':'p','operator':'EQ','values':[]},{'operator':'IN','values':['a','a']}],"
                        + "'groupBy':['a','b','a','c','d'],'filterGroups':[[],[{'property':'p','operator':'LT','values':['x']}],7],"
                        + "'slotMinutes':3,'rounding':{'digits':10},'carryOver':'yes','prorate':'HOURS','colour':'x'}");
        // Then
        assertThat(faults.keySet())
                .containsExactlyInAnyOrder(
                        "/name",
                        "/eventType",
                        "/aggregation",
                        "/filters/0/operator",
                        "/filters/1/property",
                        "/filters/1/values/1",
                        "/percentile",
                        "/property",
                        "/groupBy",
                        "/groupBy/2",
                        "/filterGroups/1/0/values/0",
                        "/filterGroups/2",
                        "/slotMinutes",
                        "/rounding/mode",
                        "/rounding/digits",
                        "/carryOver",
                        "/prorate",
                        "/colour");
        assertThat(faults.get("/filterGroups/1/0/values/0")).contains("'x'", "LT compares numbers");
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

    @ParameterizedTest
    @CsvSource(delimiterString = "-->", quoteCharacter = '`', textBlock = """
            'aggregation':'COUNT','expression':'1'                                          --> /expression
            'aggregation':'SUM','property':'n','expression':'data.n'                        --> /property
            'aggregation':'SUM','expression':'data.n *'                                     --> /expression
            'aggregation':'SUM','expression':'data.n > 1'                                   --> /expression
            'aggregation':'SUM','property':'n','parameters':[{'name':'a','type':'STRING','default':''}] --> /parameters
            'aggregation':'SUM','expression':'data.n','parameters':[{'name':'a','type':'INTEGER','default':'1.5'}] --> /parameters/0/default
            'aggregation':'SUM','expression':'data.n','parameters':[{'name':'a','type':'DECIMAL','default':0.1}] --> /parameters/0/default
            'aggregation':'SUM','expression':'data.n','parameters':[{'name':'in','type':'DECIMAL'}] --> /parameters/0/name /parameters/0/default
            'aggregation':'PERCENTILE','property':'n'                                       --> /percentile
            'aggregation':'SUM','property':'n','percentile':'95'                            --> /percentile
            'aggregation':'PERCENTILE','property':'n','percentile':'0'                      --> /percentile
            'aggregation':'MAX','property':'n','carryOver':true                             --> /carryOver
            'aggregation':'GAUGE','property':'n','carryOver':true                           --> /carryOver
            'aggregation':'WEIGHTED_SUM','property':'n','prorate':'DAYS'                    --> /prorate
            'aggregation':'SUM','property':'n','result':'UNIT_HOURS'                        --> /result
            'aggregation':'GAUGE','property':'n','result':'AVERAGE'                         --> /result
            'aggregation':'WEIGHTED_SUM','property':'n','result':'UNIT_DAYS'                --> /result
            'aggregation':'SUM','property':'n','operationProperty':'op'                     --> /operationProperty
            'aggregation':'COUNT','filters':[{'property':'p','operator':'EXISTS','values':['x']}] --> /filters/0/values
            'aggregation':'COUNT','filters':[{'property':'p','operator':'LT','values':['1','2']}] --> /filters/0/values
            'aggregation':'COUNT','filters':[{'property':'p','operator':'GTE'}]             --> /filters/0/values
            'aggregation':'COUNT','filters':[{'property':'p','operator':'NOT_EXISTS','caseSensitive':true}] --> /filters/0/caseSensitive
            'aggregation':'COUNT','filterGroups':[[]]                                       --> /filterGroups/0
            'aggregation':'COUNT','rounding':{'mode':'HALF_EVEN','digits':0}                --> /rounding/mode
            """)
    void what_does_not_go_together_is_refused_at_its_place(String fields, String pointers) {
        assertThat(faults("{'name':'M','eventType':'call'," + fields + "}").keySet())
                .containsExactlyInAnyOrder(pointers.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'aggregation':'UNIQUE','property':'user','carryOver':true,'prorate':'DAYS'",
                "'aggregation':'UNIQUE','expression':'data.a + \"/\" + data.b'",
                "'aggregation':'GAUGE','property':'seats','prorate':'SECONDS','rounding':{'mode':'UP','digits':-9}",
                "'aggregation':'WEIGHTED_SUM','property':'gb','slotMinutes':1",
                "'aggregation':'WEIGHTED_SUM','property':'gb','result':'AVERAGE'",
                "'aggregation':'PERCENTILE','property':'bytes','percentile':'99.9','slotMinutes':5",
                "'aggregation':'COUNT','carryOver':true,'prorate':'SECONDS'",
                "'aggregation':'MIN','expression':'data.n * params.rate','parameters':[{'name':'rate','type':'DECIMAL','default':'0.10'}]",
                "'aggregation':'AVG','property':'n','carryOver':false,'groupBy':['a','b','c','d']",
                "'aggregation':'LATEST','property':'n','filterGroups':[[{'property':'p','operator':'IN','values':['x'],'caseSensitive':false}]]"
            })
    void every_aggregation_has_its_terms(String fields) {
        assertThat(Faults.of(
                        "{'name':'M','eventType':'call'," + fields.replace("\"", "\\\"") + "}",
                        input -> MetricRequest.read(input, Optional.empty())))
                .isEmpty();
    }

    @Test
    void the_result_that_is_meant_anyway_makes_no_difference() {
        // Given
        String stored = "{'name':'M','eventType':'call','aggregation':'WEIGHTED_SUM','property':'gb'";
        // Then
        assertThat(read(stored + ",'result':'AVERAGE'}")).isEqualTo(read(stored + "}"));
        assertThat(read(stored + ",'result':'UNIT_HOURS'}").options().result()).contains(LevelResult.UNIT_HOURS);
    }

    @Test
    void members_join_and_leave_by_operation_type_where_a_level_is_asked_for() {
        // Given
        String unique = "{'name':'M','eventType':'call','aggregation':'UNIQUE','property':'user'";
        // Then
        assertThat(read(unique + "}").operationProperty()).isEmpty();
        assertThat(read(unique + ",'carryOver':true}").operationProperty()).contains("operation_type");
        assertThat(read(unique + ",'prorate':'DAYS'}").operationProperty()).contains("operation_type");
        assertThat(read(unique + ",'carryOver':true,'operationProperty':'op'}").operationProperty())
                .contains("op");
    }

    @Test
    void a_parameter_stands_in_the_tree_as_a_constant_and_its_name_alone_makes_no_version() {
        // Given
        String metric = "{'name':'M','eventType':'call','aggregation':'SUM','expression':'data.n * params.rate',"
                + "'parameters':[{'name':'rate','type':'DECIMAL','default':'0.10'}]}";
        MetricRecord first = read(metric).toRecord(new TenantId("t"), new MetricId("m"), Instant.EPOCH);
        // Then
        assertThat(first.definition().expression().orElseThrow().arguments().get(1))
                .isEqualTo(Expression.leaf(Expression.Operator.NUMBER, "0.1"));
        assertThat(first.expressionText()).contains("data.n * params.rate");
        // When the parameter is called otherwise, or something is written with other spaces, or the unit is new
        MetricRecord renamed = read(metric.replace("rate", "price")
                        .replace("n * p", "n*p")
                        .replace("}]", "}],'unit':'EUR'"))
                .replacing(first);
        // Then what is counted is the same
        assertThat(renamed.definition()).isEqualTo(first.definition());
        assertThat(renamed.unit()).contains("EUR");
        assertThat(renamed.expressionText()).contains("data.n*params.price");
        // When its default changes
        assertThat(read(metric.replace("0.10", "0.20"))
                        .replacing(first)
                        .definition()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void terms_that_mean_the_same_are_no_new_version() {
        // Given
        String metric = "{'name':'M','eventType':'call','aggregation':'PERCENTILE','property':'n','percentile':'95',"
                + "'filters':[{'property':'p','operator':'IN','values':['x']}]}";
        MetricRecord first = read(metric).toRecord(new TenantId("t"), new MetricId("m"), Instant.EPOCH);
        // When
        MetricRecord same = read(metric.replace("'95'", "'95.0','slotMinutes':15,'carryOver':false")
                        .replace("['x']", "['x'],'caseSensitive':true"))
                .replacing(first);
        // Then
        assertThat(same.definition().version()).isEqualTo(1);
    }

    private static MetricRequest read(String json) {
        return MetricRequest.read(Faults.input(json), Optional.empty());
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
