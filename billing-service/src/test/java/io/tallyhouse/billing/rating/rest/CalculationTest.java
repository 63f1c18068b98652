package io.tallyhouse.billing.rating.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CalculationTest {
    private static final String TIERS =
            "'tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75','flatFee':'50'}]";

    @Test
    void the_answer_has_the_full_amount_the_posted_one_and_the_steps() {
        String answer = new String(
                ContractJson.write(
                        calculate("{'currency':'USD','quantity':'125','price':{'model':'VOLUME'," + TIERS + "}}")),
                StandardCharsets.UTF_8);

        // 125 × 0.75 + 50
        assertThat(answer)
                .isEqualTo(
                        ("{'amount':'143.75','rounded':'143.75','currency':'USD','lines':[{'kind':'CHARGE','net':'143.75'}],'steps':["
                                        + "{'kind':'TIER','detail':'125 units, all in the tier above 100, × 0.75 = 93.75','amount':'93.75'},"
                                        + "{'kind':'FLAT_FEE','detail':'tier above 100: flat fee 50','amount':'50'},"
                                        + "{'kind':'SUM','detail':'93.75 + 50 = 143.75','amount':'143.75'},"
                                        + "{'kind':'ROUNDING','detail':'143.75 → 143.75 (half up to 2 decimals)','amount':'143.75'}]}")
                                .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 550,    55,       55.00", // 550 × 0.1
        "USD, 0.05,   0.005,    0.01",
        "JPY, 5,      0.5,      1",
        "KWD, 0.0049, 0.00049,  0.000",
        "USD, 1e3,    100,      100.00",
        "USD, -3,     0,        0.00",
    })
    void the_amount_has_no_trailing_zeros_and_the_rounded_one_those_of_its_currency(
            String currency, String quantity, String amount, String rounded) {
        CalculationResponse response = calculate("{'currency':'" + currency + "','quantity':'" + quantity
                + "','price':{'model':'UNIT','unitPrice':'0.10'}}");

        assertThat(response.amount()).isEqualTo(amount);
        assertThat(response.rounded()).isEqualTo(rounded);
    }

    @Test
    void a_flat_price_needs_no_quantity() {
        assertThat(calculate("{'currency':'EUR','price':{'model':'FLAT','amount':'49.00'}}")
                        .amount())
                .isEqualTo("49");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'currency':'USD','price':{'model':'UNIT','unitPrice':'1'}}                     | /quantity",
                "{'currency':'USD','quantity':7,'price':{'model':'UNIT','unitPrice':'1'}}        | /quantity",
                "{'currency':'USD','quantity':'1e400','price':{'model':'UNIT','unitPrice':'1'}}  | /quantity",
                "{'currency':'USD','quantity':'NaN','price':{'model':'FLAT','amount':'1'}}       | /quantity",
                "{'currency':'usd','quantity':'7','price':{'model':'UNIT','unitPrice':'1'}}      | /currency",
                "{'currency':'USD','quantity':'7'}                                               | /price",
                "{'currency':'USD','quantity':'7','price':'free'}                                | /price",
                "{'currency':'USD','quantity':'7','price':{'model':'UNIT','unitPrice':'-1'}}     | /price/unitPrice",
                "{'currency':'USD','price':{'model':'FLAT'}}                                     | /price/amount",
                "{'currency':'USD','quantity':'7','price':{'model':'UNIT','unitPrice':'1'},'customer':'acme'} | /customer",
                "{'currency':'USD','quantity':'7','price':{'model':'VOLUME','tiers':[{'upTo':'5','unitPrice':'1'}]}} | /price/tiers/0/upTo",
            })
    void a_fault_is_named_by_its_pointer(String body, String pointer) {
        assertThat(faults(body)).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThat(faults("{'price':{'model':'PACKAGE','packageSize':'0'},'colour':null}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/currency", "/quantity", "/price/packageSize", "/price/packagePrice", "/colour");
    }

    private static CalculationResponse calculate(String body) {
        return CalculationResponse.from(
                CalculationRequest.read(JsonInput.parse(json(body))).execute());
    }

    private static List<Violation> faults(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> CalculationRequest.read(JsonInput.parse(json(body))))
                .violations();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
