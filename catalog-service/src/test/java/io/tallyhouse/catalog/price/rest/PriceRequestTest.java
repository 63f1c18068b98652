package io.tallyhouse.catalog.price.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceRequestTest {
    private static final String UNIT = "'structure':{'model':'UNIT','unitPrice':'0.1'}";
    private static final String SEAT = "'structure':{'model':'SEAT','unitPrice':'15'}";
    private static final String FLAT = "'structure':{'model':'FLAT','amount':'49.00'}";

    @Test
    void all_faults_are_told_at_once_structure_included() {
        // When
        Map<String, String> faults = faults("{'productId':7,'currency':'XXL','frequency':'HOURLY','timing':'LATER',"
                + "'structure':{'model':'GRADUATED','tiers':[{'upTo':'100','unitPrice':'-1'},"
                + "{'upTo':'50','unitPrice':'1'},{'unitPrice':'1','from':'2'}]}}");
        // Then
        assertThat(faults.keySet())
                .containsExactlyInAnyOrder(
                        "/productId",
                        "/name",
                        "/currency",
                        "/frequency",
                        "/timing",
                        "/structure/tiers/0/unitPrice",
                        "/structure/tiers/2/from");
    }

    @Test
    void an_interval_makes_longer_periods_of_a_frequency_but_not_of_one_time() {
        assertThat(faults(price("'interval':2,'timing':'IN_ADVANCE'," + FLAT))).isEmpty();
        assertThat(faults(price("'interval':121,'timing':'IN_ADVANCE'," + FLAT)))
                .containsEntry("/interval", "'121' must be at most 120 with MONTHLY");
        assertThat(faults(price("'interval':1,'timing':'IN_ADVANCE'," + FLAT).replace("MONTHLY", "ONE_TIME")))
                .containsOnlyKeys("/interval");
    }

    @Test
    void what_only_each_event_can_tell_is_no_stored_price() {
        assertThat(faults(price("'metricId':'m','timing':'IN_ARREARS','structure':"
                        + "{'model':'PERCENTAGE','rate':'2','fixedFee':'0.1'}")))
                .containsOnlyKeys("/structure");
        assertThat(faults(price("'metricId':'m','timing':'IN_ARREARS','structure':{'model':'PERCENTAGE','rate':'2'}")))
                .isEmpty();
    }

    @Test
    void tier_bounds_must_rise() {
        assertThat(faults(price("'metricId':'m','timing':'IN_ARREARS','structure':{'model':'VOLUME','tiers':"
                                + "[{'upTo':'100','unitPrice':'1'},{'upTo':'50','unitPrice':'1'},{'unitPrice':'1'}]}"))
                        .keySet())
                .containsExactly("/structure/tiers/1/upTo");
    }

    @Test
    void usage_needs_a_metric_and_comes_in_arrears() {
        // When
        Map<String, String> faults = faults(price("'timing':'IN_ADVANCE'," + UNIT));
        // Then
        assertThat(faults.keySet()).containsExactlyInAnyOrder("/metricId", "/timing");
        assertThat(faults.get("/timing")).contains("IN_ARREARS");
        assertThat(faults(price("'timing':'IN_ARREARS','metricId':'m'," + UNIT)))
                .isEmpty();
    }

    @Test
    void a_flat_price_has_no_metric() {
        assertThat(faults(price("'timing':'IN_ADVANCE','metricId':'m'," + FLAT)).keySet())
                .containsExactly("/metricId");
        assertThat(faults(price("'timing':'IN_ADVANCE'," + FLAT))).isEmpty();
    }

    @Test
    void a_metric_id_of_the_wrong_form_is_told_once() {
        assertThat(faults(price("'timing':'IN_ARREARS','metricId':'m m'," + UNIT)))
                .hasSize(1)
                .containsKey("/metricId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MONTHLY  | 'usageMode':'CUMULATIVE'                                                   | ``",
                "MONTHLY  | 'usageMode':'BILLING_PERIOD'                                               | ``",
                "MONTHLY  | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'YEARLY'}                | ``",
                "MONTHLY  | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'MONTHLY','interval':3}  | ``",
                "WEEKLY   | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'MONTHLY'}               | ``",
                "MONTHLY  | 'usageMode':'PERIODIC'                                                     | /usagePeriod",
                "MONTHLY  | 'usageMode':'PERIODIC','usagePeriod':{}                                    | /usagePeriod/frequency",
                "MONTHLY  | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'WEEKLY'}                | /usagePeriod/frequency",
                "MONTHLY  | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'YEARLY','interval':11}  | /usagePeriod/interval",
                "YEARLY   | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'QUARTERLY','interval':3} | /usagePeriod",
                "MONTHLY  | 'usageMode':'CUMULATIVE','usagePeriod':{'frequency':'YEARLY'}              | /usagePeriod",
                "MONTHLY  | 'usagePeriod':{'frequency':'YEARLY'}                                       | /usagePeriod",
                "MONTHLY  | 'usageMode':'TOTAL'                                                        | /usageMode",
                "ONE_TIME | 'usageMode':'PERIODIC','usagePeriod':{'frequency':'YEARLY'}                | /usageMode",
                "ON_DEMAND | 'name':'Any'                                                              | ``",
                "ON_DEMAND | 'usageMode':'CUMULATIVE'                                                  | /usageMode",
                "ON_DEMAND | 'interval':2                                                              | /interval",
            })
    void usage_adds_up_by_period_by_phase_or_by_a_period_of_its_own(String frequency, String terms, String pointer) {
        String price = "{'productId':'p','currency':'USD','timing':'IN_ARREARS','metricId':'m'," + UNIT + ","
                + (terms.contains("'name'") ? "" : "'name':'Any',") + "'frequency':'" + frequency + "'," + terms + "}";
        assertThat(String.join(" ", faults(price).keySet())).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MONTHLY   | IN_ARREARS | 'unitPrice':'15'                                | ``",
                "MONTHLY   | IN_ADVANCE | 'unitPrice':'15','minimumSeats':'10'            | ``",
                "YEARLY    | IN_ADVANCE | 'unitPrice':'15','overageFrequency':'MONTHLY'   | ``",
                "MONTHLY   | IN_ADVANCE | 'unitPrice':'15','overageFrequency':'WEEKLY'    | ``",
                "MONTHLY   | IN_ADVANCE | 'unitPrice':'15','overageFrequency':'MONTHLY'   | /structure/overageFrequency",
                "MONTHLY   | IN_ADVANCE | 'unitPrice':'15','overageFrequency':'YEARLY'    | /structure/overageFrequency",
                "YEARLY    | IN_ARREARS | 'unitPrice':'15','overageFrequency':'MONTHLY'   | /structure/overageFrequency",
                "ONE_TIME  | IN_ADVANCE | 'unitPrice':'15','overageFrequency':'MONTHLY'   | /structure/overageFrequency",
                "ON_DEMAND | IN_ARREARS | 'unitPrice':'15'                                | /frequency",
            })
    void seats_come_in_advance_or_in_arrears_and_overage_more_often(
            String frequency, String timing, String terms, String pointer) {
        String price = "{'productId':'p','name':'Any','currency':'USD','metricId':'m','frequency':'" + frequency
                + "','timing':'" + timing + "','structure':{'model':'SEAT'," + terms + "}}";
        assertThat(String.join(" ", faults(price).keySet())).isEqualTo(pointer);
    }

    @Test
    void what_bills_no_usage_has_no_usage_mode() {
        String mode = "'usageMode':'CUMULATIVE','usagePeriod':{'frequency':'YEARLY'},";
        assertThat(faults(price("'timing':'IN_ADVANCE'," + mode + FLAT)))
                .containsOnlyKeys("/usageMode", "/usagePeriod")
                .containsEntry(
                        "/usageMode", "'CUMULATIVE' must be left out: a FLAT price bills no usage that could add up");
        assertThat(faults(price("'timing':'IN_ADVANCE'," + mode + SEAT)))
                .containsOnlyKeys("/usageMode", "/usagePeriod", "/metricId");
    }

    private static String price(String rest) {
        return "{'productId':'p','name':'Any','currency':'USD','frequency':'MONTHLY'," + rest + "}";
    }

    private static Map<String, String> faults(String json) {
        return Faults.of(json, input -> PriceRequest.read(input, Optional.empty()));
    }
}
