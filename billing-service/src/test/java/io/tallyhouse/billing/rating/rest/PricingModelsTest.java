package io.tallyhouse.billing.rating.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyhouse.billing.rating.Calculation.Line.Kind;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.money.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every model as a caller sees it: the body that is sent, and the amount that comes of it, worked out by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PricingModelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 550 × 0.1
                "'quantity':'550','price':{'model':'UNIT','unitPrice':'0.1'}                                  | 55",
                // 0.5 % of 1000
                "'quantity':'1000','price':{'model':'PERCENTAGE','rate':'0.5'}                                | 5",
                // 2 % of 25 is 0.50, raised to 1; of 100 is 2; of 750 is 15, lowered to 10
                "'events':['25','100','750'],'price':{'model':'PERCENTAGE','rate':'2','perEventMinimum':'1','perEventMaximum':'10'} | 13",
                // 125 × 0.75 + 50
                "'quantity':'125','price':{'model':'VOLUME','tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75','flatFee':'50'}]} | 143.75",
                // 100 × 1 + 20 + 25 × 0.75 + 50
                "'quantity':'125','price':{'model':'GRADUATED','tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75','flatFee':'50'}]} | 188.75",
                // 3 packages of 250, the last begun
                "'quantity':'600','price':{'model':'PACKAGE','packageSize':'250','packagePrice':'10'}         | 30",
                // a minimum of 1000 adds 155 to 845
                "'quantity':'845','price':{'model':'UNIT','unitPrice':'1'},'minimum':'1000'                   | 1000",
            })
    void the_worked_numbers_that_users_know_come_out(String body, String amount) {
        assertThat(amountOf(body)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 50, 100 and 250: 2.5 % each and 0.10 each = 10 + 0.30
                "'fixedFee':'0.1'                                       | 50 100 250 | 10.3",
                // the first two are free
                "'fixedFee':'0.1','freeEvents':2                        | 50 100 250 | 6.35",
                // 120 free: 50 wholly, 70 of 100; 30 × 2.5 % + 250 × 2.5 % and two fees, for the partly free event owes
                // it
                "'fixedFee':'0.1','freeAmount':'120'                    | 50 100 250 | 7.2",
                // the event that uses up the free amount exactly is wholly free
                "'fixedFee':'0.1','freeAmount':'150'                    | 50 100 250 | 6.35",
                // one free event ends the free amount, too
                "'fixedFee':'0.1','freeAmount':'120','freeEvents':1     | 50 100 250 | 8.95",
                // the free amount ends before the free events do
                "'fixedFee':'0.1','freeAmount':'60','freeEvents':3      | 50 100 250 | 8.7",
                // what is wholly free owes no minimum; 2.6 and 6.35 are above it
                "'fixedFee':'0.1','freeEvents':1,'perEventMinimum':'2'  | 50 100 250 | 8.95",
                // bounds include the fixed fee: 1.35 to 2, 2.6, 6.35 to 5
                "'fixedFee':'0.1','perEventMinimum':'2','perEventMaximum':'5' | 50 100 250 | 9.6",
                // nothing is nothing; an event of amount 0 still owes its fee
                "'fixedFee':'0.1'                                       | 0          | 0.1",
                "'fixedFee':'0.1','freeAmount':'0'                      | 0          | 0.1",
                // a negative amount owes nothing, and uses up no free event
                "'fixedFee':'0.1','freeEvents':1                        | -50 100    | 0",
                // or is credited with its percentage
                "'fixedFee':'0.1','allowNegative':true                  | -50 100    | 1.35",
            })
    void each_event_owes_its_own_part_of_a_percentage(String figures, String amounts, String amount) {
        String events = "['" + String.join("','", amounts.split(" ")) + "']";

        assertThat(amountOf("'events':" + events + ",'price':{'model':'PERCENTAGE','rate':'2.5'," + figures + "}"))
                .isEqualTo(amount);
    }

    @Test
    void the_steps_of_a_percentage_do_not_grow_with_the_events_and_sum_to_the_amount() {
        CalculationResponse response = calculate("'events':['50','100','250','-10'],'price':{'model':'PERCENTAGE',"
                + "'rate':'2.5','fixedFee':'0.1','freeEvents':1,'perEventMinimum':'3','perEventMaximum':'6'}");

        // 350 × 2.5 % = 8.75, two fees 0.2; 2.6 is raised by 0.4, 6.35 lowered by 0.35
        assertThat(response.amount()).isEqualTo("9");
        assertThat(response.steps())
                .extracting(RatingStep::detail)
                .containsExactly(
                        "1 events are wholly free",
                        "350 of 2 events × 2.5 % = 8.75",
                        "2 events × 0.1 = 0.2",
                        "1 events raised to the minimum 3, 1 lowered to the maximum 6: 0.05",
                        "9 → 9.00 (half up to 2 decimals)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 1000 × 1 % + 5, 500 × 0.5 %
                "GRADUATED_PERCENTAGE | 1500 | 17.5",
                "GRADUATED_PERCENTAGE | 1000 | 15",
                "GRADUATED_PERCENTAGE | 0    | 5",
                // 1500 × 0.5 %
                "VOLUME_PERCENTAGE    | 1500 | 7.5",
                "VOLUME_PERCENTAGE    | 1000 | 15",
            })
    void percentages_have_tiers_like_units(String model, String quantity, String amount) {
        String tiers = "'tiers':[{'upTo':'1000','rate':'1','flatFee':'5'},{'rate':'0.5'}]";

        assertThat(amountOf("'quantity':'" + quantity + "','price':{'model':'" + model + "'," + tiers + "}"))
                .isEqualTo(amount);
        assertThat(amountOf("'events':['0','" + quantity + "'],'price':{'model':'" + model + "'," + tiers + "}"))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        // up to 10 at 2 each; then packages of 5 at 3: 11 to 15 is one, 16 two
        "GRADUATED, 10, 20",
        "GRADUATED, 11, 23",
        "GRADUATED, 15, 23",
        "GRADUATED, 16, 26",
        // all 16 in packages of 5: four
        "VOLUME, 16, 12",
        "VOLUME, 10, 20",
    })
    void a_tier_may_be_priced_by_packages(String model, String quantity, String amount) {
        assertThat(amountOf("'quantity':'" + quantity + "','price':{'model':'" + model
                        + "','tiers':[{'upTo':'10','unitPrice':'2'},{'packageSize':'5','packagePrice':'3'}]}"))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 100 × 0.08
                "[{'group':{'cloud':'aws'},'quantity':'100'}]                                             | 8",
                // 100 × 0.08 + 50 × 0.12 for what no cell names, the missing value too
                "[{'group':{'cloud':'aws'},'quantity':'100'},{'group':{'cloud':null},'quantity':'50'}]    | 14",
                // the first cell that matches: aws in eu
                "[{'group':{'cloud':'aws','region':'eu'},'quantity':'10'}]                                | 0.7",
                // what else the metric is grouped by does not matter
                "[{'group':{'cloud':'aws','tier':'gold'},'quantity':'10'}]                                | 0.8",
                "[{'group':{},'quantity':'10'}]                                                           | 1.2",
                "[]                                                                                       | 0",
                "[{'group':{'cloud':'aws'},'quantity':'-5'},{'group':{'cloud':'gcp'},'quantity':'5'}]     | 0.6",
            })
    void a_matrix_prices_each_group_by_its_first_matching_cell(String groups, String amount) {
        assertThat(amountOf("'groups':" + groups
                        + ",'price':{'model':'MATRIX','dimensions':['cloud','region'],'cells':["
                        + "{'match':{'cloud':'aws','region':'eu'},'unitPrice':'0.07'},"
                        + "{'match':{'cloud':'aws'},'unitPrice':'0.08'}],'otherwise':{'unitPrice':'0.12'}}"))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'events':['0.402'],'price':{'model':'DYNAMIC','multiplier':'1'}              | 0.402",
                "'quantity':'10','price':{'model':'DYNAMIC'}                                  | 10",
                "'events':['1.5','2.5'],'price':{'model':'DYNAMIC','multiplier':'1.2'}        | 4.8",
                "'quantity':'-1','price':{'model':'DYNAMIC'}                                  | 0",
            })
    void a_dynamic_price_is_what_the_events_carry(String body, String amount) {
        assertThat(amountOf(body)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "DIVIDE,   1024, NONE,    1536, 1.5",
        "DIVIDE,   1000, UP,      1001, 2",
        "DIVIDE,   1000, DOWN,    1999, 1",
        "DIVIDE,   1000, HALF_UP, 1500, 2",
        "DIVIDE,   1000, HALF_UP, 1499, 1",
        "DIVIDE,   3,    NONE,    1,    0.3333333333333333333333333333333333",
        "MULTIPLY, 60,   NONE,    1.5,  90",
    })
    void a_quantity_is_converted_before_it_is_priced(
            String operation, String factor, String rounding, String quantity, String amount) {
        assertThat(amountOf("'quantity':'" + quantity
                        + "','price':{'model':'UNIT','unitPrice':'1','convert':{'operation':'" + operation
                        + "','factor':'" + factor + "','rounding':'" + rounding + "'}}"))
                .isEqualTo(amount);
    }

    @Test
    void free_units_are_counted_in_the_converted_unit() {
        // 5000 bytes are 5 kilobytes, of which 2 are free
        assertThat(amountOf("'quantity':'5000','price':{'model':'UNIT','unitPrice':'1','freeUnits':'2',"
                        + "'convert':{'operation':'DIVIDE','factor':'1000'}}"))
                .isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 15 × 10 + 5 × 12 = 210 for 22 units, 160 are billed
                "GRADUATED | '22' | {'quantity':'12','billed':'160'} | 50",
                // the 12 alone cost 160, so nothing is new
                "GRADUATED | '12' | {'quantity':'12','billed':'160'} | 0",
                // a correction: less than was billed
                "GRADUATED | '11' | {'quantity':'12','billed':'160'} | -5",
                // all 22 at 5
                "VOLUME    | '22' | {'quantity':'12','billed':'60'}  | 50",
            })
    void what_was_billed_of_the_period_before_is_taken_off(String model, String quantity, String prior, String amount) {
        assertThat(amountOf("'quantity':" + quantity + ",'prior':" + prior + ",'price':{'model':'" + model
                        + "','tiers':[{'upTo':'10','unitPrice':'15'},{'unitPrice':'5'}]}"))
                .isEqualTo(amount);
    }

    @Test
    void a_matrix_has_a_step_for_each_cell_however_many_groups_there_are() {
        StringBuilder groups = new StringBuilder("{'group':{'cloud':'gcp'},'quantity':'-7'}");
        for (int group = 0; group < 500; group++) {
            groups.append(",{'group':{'cloud':'")
                    .append(group % 2 == 0 ? "aws" : "c" + group)
                    .append("'},'quantity':'1'}");
        }

        CalculationResponse response = calculate("'groups':[" + groups + "],'price':{'model':'MATRIX',"
                + "'dimensions':['cloud'],'cells':[{'match':{'cloud':'aws'},'unitPrice':'0.08'}],"
                + "'otherwise':{'unitPrice':'0.12'}}");

        assertThat(response.steps())
                .extracting(RatingStep::detail)
                .containsExactly(
                        "250 units of cloud=aws in 250 groups × 0.08 = 20",
                        "250 units of what no cell names in 250 groups × 0.12 = 30",
                        "1 groups with a negative quantity cost nothing",
                        "20 + 30 = 50",
                        "50 → 50.00 (half up to 2 decimals)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // at once: 100 − 10 = 90; in two parts: 50 − 10 = 40, then 90 − 40
                "'discounts':[{'type':'NOMINAL','value':'10'}]     | 50  |      | 40",
                "'discounts':[{'type':'NOMINAL','value':'10'}]     | 100 | 40   | 50",
                "'discounts':[{'type':'PERCENTAGE','value':'50'}]  | 50  |      | 25",
                "'discounts':[{'type':'PERCENTAGE','value':'50'}]  | 100 | 25   | 25",
                // a minimum of 80 is billed with the first part, and reached by the second
                "'minimum':'80'                                    | 50  |      | 80",
                "'minimum':'80'                                    | 70  | 80   | 0",
                "'minimum':'80'                                    | 100 | 80   | 20",
                "'maximum':'80'                                    | 50  |      | 50",
                "'maximum':'80'                                    | 100 | 50   | 30",
            })
    void a_period_billed_in_parts_comes_to_the_same_as_at_once(
            String terms, String quantity, String billed, String amount) {
        String prior = billed == null ? "" : ",'prior':{'quantity':'50','billed':'" + billed + "'}";

        assertThat(amountOf("'quantity':'" + quantity + "','price':{'model':'UNIT','unitPrice':'1'}," + terms + prior))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'type':'PERCENTAGE','value':'50'}]                                          | 100",
                "[{'type':'NOMINAL','value':'10'}]                                             | 190",
                // percentages first: (200 − 100) − 10
                "[{'type':'NOMINAL','value':'10'},{'type':'PERCENTAGE','value':'50'}]          | 90",
                // each on what is left: 200 × 0.5 × 0.9
                "[{'type':'PERCENTAGE','value':'50'},{'type':'PERCENTAGE','value':'10'}]       | 90",
                // never below zero
                "[{'type':'NOMINAL','value':'150'},{'type':'NOMINAL','value':'150'}]           | 0",
                // 20 of 100 units are free: (100 − 20) × 2
                "[{'type':'FREE_UNITS','value':'20'}]                                          | 160",
                "[{'type':'FREE_UNITS','value':'20'},{'type':'PERCENTAGE','value':'25'}]       | 120",
                "[{'type':'FREE_UNITS','value':'500'}]                                         | 0",
                "[]                                                                            | 200",
            })
    void discounts_lower_a_charge_in_their_order(String discounts, String amount) {
        assertThat(amountOf("'quantity':'100','price':{'model':'UNIT','unitPrice':'2'},'discounts':" + discounts))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'UNIT','unitPrice':'1','freeUnits':'5'}                                    | 85",
                "{'model':'PACKAGE','packageSize':'30','packagePrice':'7'}                           | 21", // 90 to pay
                "{'model':'GRADUATED','tiers':[{'upTo':'50','unitPrice':'2'},{'unitPrice':'1'}]}     | 140", // 50 × 2 +
                // 40
                "{'model':'VOLUME','tiers':[{'upTo':'90','unitPrice':'2'},{'unitPrice':'1'}]}        | 180", // 90 × 2
                "{'model':'PERCENTAGE','rate':'10','freeAmount':'5'}                                 | 8.5",
            })
    void free_units_join_those_of_the_price(String price, String amount) {
        assertThat(amountOf("'quantity':'100','discounts':[{'type':'FREE_UNITS','value':'10'}],'price':" + price))
                .isEqualTo(amount);
    }

    @Test
    void a_minimum_is_compared_with_the_rounded_net_after_discounts_and_is_a_line_of_its_own() {
        CalculationResponse response = calculate("'quantity':'3','price':{'model':'UNIT','unitPrice':'33.335'},"
                + "'discounts':[{'type':'PERCENTAGE','value':'10'}],'minimum':'100','maximum':'500'");

        // 3 × 33.335 = 100.005, less 10 % = 90.0045, rounded 90.00; 10.00 is missing
        assertThat(response.amount()).isEqualTo("100");
        assertThat(response.rounded()).isEqualTo("100.00");
        assertThat(response.lines())
                .containsExactly(
                        new CalculationResponse.Line(Kind.CHARGE, "90.00"),
                        new CalculationResponse.Line(Kind.MINIMUM, "10.00"));
        assertThat(response.steps())
                .extracting(RatingStep::kind)
                .containsExactly("UNIT_PRICE", "DISCOUNT", "ROUNDING", "MINIMUM");
    }

    @Test
    void a_maximum_takes_off_what_is_beyond_it() {
        CalculationResponse response =
                calculate("'quantity':'10','price':{'model':'UNIT','unitPrice':'12.5'},'maximum':'100'");

        assertThat(response.amount()).isEqualTo("100");
        assertThat(response.lines())
                .containsExactly(
                        new CalculationResponse.Line(Kind.CHARGE, "125.00"),
                        new CalculationResponse.Line(Kind.MAXIMUM, "-25.00"));
    }

    @Test
    void a_net_between_its_bounds_stays_as_it_is_at_full_precision() {
        CalculationResponse response = calculate(
                "'quantity':'1','price':{'model':'UNIT','unitPrice':'1.005'}," + "'minimum':'1.01','maximum':'1.01'");

        // 1.005 is posted as 1.01, and that is neither below nor beyond
        assertThat(response.amount()).isEqualTo("1.005");
        assertThat(response.rounded()).isEqualTo("1.01");
        assertThat(Decimals.parse(response.amount())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'quantity':'1','events':['1'],'price':{'model':'DYNAMIC'}                                  | ``",
                "'quantity':'1','price':{'model':'PERCENTAGE','rate':'1','freeEvents':1}                    | /events",
                "'price':{'model':'PERCENTAGE','rate':'1'}                                                  | /quantity",
                "'events':['1','x'],'price':{'model':'DYNAMIC'}                                             | /events/1",
                "'quantity':'1','price':{'model':'MATRIX','dimensions':['a'],'cells':[],'otherwise':{'unitPrice':'1'}} | /groups",
                "'groups':[{'quantity':'1'}],'price':{'model':'MATRIX','dimensions':['a'],'cells':[],'otherwise':{'unitPrice':'1'}} | /groups/0/group",
                "'groups':[{'group':{'a':1},'quantity':'1'}],'price':{'model':'MATRIX','dimensions':['a'],'cells':[],'otherwise':{'unitPrice':'1'}} | /groups/0/group/a",
                "'events':['1'],'prior':{'quantity':'1','billed':'1'},'price':{'model':'DYNAMIC'}           | /prior",
                "'quantity':'1','prior':{'quantity':'1'},'price':{'model':'DYNAMIC'}                        | /prior/billed",
                "'quantity':'1','minimum':'-1','price':{'model':'DYNAMIC'}                                  | /minimum",
                "'quantity':'1','minimum':'1.001','price':{'model':'DYNAMIC'}                               | /minimum",
                "'quantity':'1','minimum':'2','maximum':'1','price':{'model':'DYNAMIC'}                     | /maximum",
                "'quantity':'1','discounts':[{'type':'PERCENTAGE','value':'100.1'}],'price':{'model':'DYNAMIC'} | /discounts/0/value",
                "'quantity':'1','discounts':[{'type':'NOMINAL','value':'-1'}],'price':{'model':'DYNAMIC'}   | /discounts/0/value",
                "'quantity':'1','discounts':[{'type':'GIFT','value':'1'}],'price':{'model':'DYNAMIC'}       | /discounts/0/type",
                "'quantity':'1','discounts':[{'type':'FREE_UNITS','value':'1'}],'price':{'model':'DYNAMIC'} | /discounts/0/type",
            })
    void a_fault_is_named_by_its_pointer(String body, String pointer) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> calculate(body));

        assertThat(refused.violations()).extracting(Violation::pointer).isEqualTo(List.of(pointer));
    }

    private static String amountOf(String body) {
        return calculate(body).amount();
    }

    private static CalculationResponse calculate(String body) {
        byte[] json = ("{'currency':'EUR'," + body + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return CalculationResponse.from(
                CalculationRequest.read(JsonInput.parse(json)).execute());
    }
}
