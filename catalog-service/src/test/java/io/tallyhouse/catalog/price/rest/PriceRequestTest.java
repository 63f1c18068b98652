package io.tallyhouse.catalog.price.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceRequestTest {
    private static final String UNIT = "'structure':{'model':'UNIT','unitPrice':'0.1'}";
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

    private static String price(String rest) {
        return "{'productId':'p','name':'Any','currency':'USD','frequency':'MONTHLY'," + rest + "}";
    }

    private static Map<String, String> faults(String json) {
        return Faults.of(json, input -> PriceRequest.read(input, Optional.empty()));
    }
}
