package io.tallyhouse.billing.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PricesTest {
    private static final CurrencyCode USD = CurrencyCode.of("USD");
    private static final String TWO_TIERS =
            "'tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75','flatFee':'50'}]";
    private static final String THREE_TIERS =
            "'tiers':[{'upTo':'10','unitPrice':'3'},{'upTo':'20','unitPrice':'2'},{'unitPrice':'1'}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'unitPrice':'0.1'                                | 550    | 55", // 550 × 0.1
                "'unitPrice':'0.000015'                           | 82573  | 1.238595", // 82573 × 0.000015
                "'unitPrice':'2','freeUnits':'100'                | 130.5  | 61", // 30.5 × 2
                "'unitPrice':'2','freeUnits':'100'                | 100    | 0",
                "'unitPrice':'2','freeUnits':'100'                | 99.9   | 0",
                "'unitPrice':'0.5','per':'1000'                   | 1500   | 0.75", // 1500 × 0.5 / 1000
                "'unitPrice':'1','per':'3'                        | 3      | 1", // multiplied first: 3 / 3
                "'unitPrice':'1','per':'3'                        | 1      | 0.3333333333333333333333333333333333",
                "'unitPrice':'2','per':'3'                        | 1      | 0.6666666666666666666666666666666667",
                "'unitPrice':'0.1'                                | 0      | 0",
                "'unitPrice':'0.1'                                | -5     | 0",
                "'unitPrice':'0.1','allowNegative':true           | -5     | -0.5",
                "'unitPrice':'2','freeUnits':'3','allowNegative':true | -5 | -4", // as 5: (5 − 3) × 2
                "'unitPrice':'2','freeUnits':'3','allowNegative':true | -2 | 0",
            })
    void a_unit_price_costs_each_unit_beyond_the_free_ones(String figures, String quantity, String amount) {
        assertThat(amountOf("{'model':'UNIT'," + figures + "}", quantity)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'packageSize':'250'                                      | 600   | 30", // 3 packages, the last begun
                "'packageSize':'250','rounding':'DOWN'                    | 600   | 20", // 2 whole ones
                "'packageSize':'250'                                      | 0     | 0", // zero usage is nothing
                "'packageSize':'250'                                      | 0.001 | 10",
                "'packageSize':'250'                                      | 500   | 20",
                "'packageSize':'250'                                      | 500.5 | 30",
                "'packageSize':'0.3'                                      | 0.9   | 30", // exactly 3
                "'packageSize':'250','freeUnits':'100'                    | 600   | 20", // 500 to pay: 2
                "'packageSize':'250','freeUnits':'100','rounding':'DOWN'  | 340   | 0", // 240 to pay
                "'packageSize':'250','freeUnits':'600'                    | 600   | 0",
                "'packageSize':'250'                                      | -600  | 0",
                "'packageSize':'250','allowNegative':true                 | -600  | -30",
                "'packageSize':'250','rounding':'DOWN','allowNegative':true | -600 | -20",
            })
    void packages_are_counted_whole_after_free_units(String figures, String quantity, String amount) {
        assertThat(amountOf("{'model':'PACKAGE','packagePrice':'10'," + figures + "}", quantity))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "125,   188.75", // 100 × 1 + 20 + 25 × 0.75 + 50
        "0,     20", // the first tier's flat fee is due even at zero usage
        "100,   120", // upTo is inclusive
        "100.5, 170.375", // 100 + 20 + 0.5 × 0.75 + 50
        "-5,    0",
    })
    void graduated_units_cost_what_their_own_tier_says_with_the_fee_of_every_tier_reached(
            String quantity, String amount) {
        assertThat(amountOf("{'model':'GRADUATED'," + TWO_TIERS + "}", quantity))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "125,   143.75", // 125 × 0.75 + 50
        "0,     20", // the first tier's flat fee is due even at zero usage
        "100,   120", // 100 × 1 + 20
        "100.5, 125.375", // 100.5 × 0.75 + 50
        "-5,    0",
    })
    void volume_units_all_cost_what_the_tier_of_the_whole_quantity_says(String quantity, String amount) {
        assertThat(amountOf("{'model':'VOLUME'," + TWO_TIERS + "}", quantity)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "GRADUATED, 10,    30", // 10 × 3
        "GRADUATED, 15.5,  41", // 30 + 5.5 × 2
        "GRADUATED, 20,    50", // 30 + 20
        "GRADUATED, 21.25, 51.25", // 30 + 20 + 1.25
        "VOLUME,    10,    30",
        "VOLUME,    15.5,  31", // 15.5 × 2
        "VOLUME,    20,    40",
        "VOLUME,    21.25, 21.25",
    })
    void a_middle_tier_ends_at_its_upper_bound(String model, String quantity, String amount) {
        assertThat(amountOf("{'model':'" + model + "'," + THREE_TIERS + "}", quantity))
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "GRADUATED, -125, -118.75", // −(100 × 1 + 25 × 0.75), no fees
        "VOLUME,    -125, -93.75", // −(125 × 0.75), no fee
        "GRADUATED, -100, -100",
        "VOLUME,    -0.5, -0.5",
    })
    void an_allowed_negative_quantity_is_credited_as_its_mirror_image_without_flat_fees(
            String model, String quantity, String amount) {
        assertThat(amountOf("{'model':'" + model + "','allowNegative':true," + TWO_TIERS + "}", quantity))
                .isEqualTo(amount);
    }

    @Test
    void a_flat_price_asks_for_no_quantity() {
        Price flat = price("{'model':'FLAT','amount':'49.00'}");

        assertThat(flat.needsQuantity()).isFalse();
        assertThat(flat.rate(Quantity.ZERO).amount().text()).isEqualTo("49");
        assertThat(steps(flat, "1")).containsExactly("FLAT fixed amount 49 [49]");
    }

    @Test
    void figures_of_34_digits_are_multiplied_exactly() {
        // 9 999 999 999 999 999 999 999 999 999 999 999² = 10^68 − 2 × 10^34 + 1
        assertThat(amountOf("{'model':'UNIT','unitPrice':'" + "9".repeat(34) + "'}", "9".repeat(34)))
                .isEqualTo("9".repeat(33) + "8" + "0".repeat(33) + "1");
        assertThat(amountOf("{'model':'PACKAGE','packageSize':'1e-40','packagePrice':'1'}", "1"))
                .isEqualTo("1" + "0".repeat(40));
    }

    @Test
    void graduated_steps_can_be_followed_with_a_pencil() {
        assertThat(steps(price("{'model':'GRADUATED'," + TWO_TIERS + "}"), "125"))
                .containsExactly(
                        "TIER 100 units up to 100 × 1 = 100 [100]",
                        "FLAT_FEE tier up to 100: flat fee 20 [20]",
                        "TIER 25 units above 100 × 0.75 = 18.75 [18.75]",
                        "FLAT_FEE tier above 100: flat fee 50 [50]",
                        "SUM 100 + 20 + 18.75 + 50 = 188.75 [188.75]");
        assertThat(steps(price("{'model':'GRADUATED'," + THREE_TIERS + "}"), "15"))
                .containsExactly(
                        "TIER 10 units up to 10 × 3 = 30 [30]",
                        "TIER 5 units above 10 up to 20 × 2 = 10 [10]",
                        "SUM 30 + 10 = 40 [40]");
    }

    @Test
    void steps_of_the_other_models_can_be_followed_with_a_pencil() {
        assertThat(steps(price("{'model':'VOLUME'," + TWO_TIERS + "}"), "125"))
                .containsExactly(
                        "TIER 125 units, all in the tier above 100, × 0.75 = 93.75 [93.75]",
                        "FLAT_FEE tier above 100: flat fee 50 [50]",
                        "SUM 93.75 + 50 = 143.75 [143.75]");
        assertThat(steps(price("{'model':'UNIT','unitPrice':'2','per':'3','freeUnits':'10'}"), "11"))
                .containsExactly(
                        "FREE_UNITS 11 units, 10 free: 1 to pay",
                        "UNIT_PRICE 1 units × 2 / 3 = 0.666666666666… [0.6666666666666666666666666666666667]");
        assertThat(steps(price("{'model':'PACKAGE','packageSize':'250','packagePrice':'10'}"), "600"))
                .containsExactly(
                        "PACKAGES 600 units in packages of 250: 3 (a begun one counts whole)",
                        "PACKAGE_PRICE 3 packages × 10 = 30 [30]");
        assertThat(steps(price("{'model':'UNIT','unitPrice':'2','allowNegative':true}"), "-3"))
                .containsExactly(
                        "UNIT_PRICE 3 units × 2 = 6 [6]",
                        "CREDIT -3 units are credited with what 3 units cost without flat fees: -6 [-6]");
        assertThat(steps(price("{'model':'UNIT','unitPrice':'2'}"), "-3"))
                .containsExactly("NEGATIVE -3 units: a negative quantity costs nothing [0]");
    }

    @Test
    void the_number_of_steps_depends_on_the_price_and_not_on_the_usage() {
        Price graduated = price("{'model':'GRADUATED'," + THREE_TIERS + "}");

        assertThat(steps(graduated, "21")).hasSameSizeAs(steps(graduated, "9".repeat(34)));
    }

    @Test
    void tiers_that_do_not_meet_are_no_price() {
        Amount one = Amount.of(USD, "1");
        TierRate rate = new TierRate.PerUnit(one);
        PriceTier first = new PriceTier(Quantity.ZERO, Optional.of(Quantity.of(10)), rate, one);
        PriceTier last = new PriceTier(Quantity.of(11), Optional.empty(), rate, one);

        assertThatThrownBy(() -> new PriceTiers(List.of(first, last))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceTiers(List.of(first))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceTiers(List.of(last))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceTier(Quantity.of(5), Optional.of(Quantity.of(5)), rate, one))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String amountOf(String structure, String quantity) {
        Rated rated = price(structure).rate(Quantity.of(quantity));
        assertThat(rated.steps().get(rated.steps().size() - 1).amount())
                .contains(rated.amount().value());
        return rated.amount().text();
    }

    private static List<String> steps(Price price, String quantity) {
        return price.rate(Quantity.of(quantity)).steps().stream()
                .map(PricesTest::shown)
                .toList();
    }

    private static String shown(RatingStep step) {
        return step.kind() + " " + step.detail()
                + step.amount()
                        .map(amount -> " [" + amount.toPlainString() + "]")
                        .orElse("");
    }

    private static Price price(String structure) {
        byte[] json = structure.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Prices.from(PriceStructureInput.read(JsonInput.parse(json)), USD);
    }
}
