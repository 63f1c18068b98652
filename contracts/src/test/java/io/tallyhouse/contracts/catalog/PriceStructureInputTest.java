package io.tallyhouse.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.Package;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.catalog.PriceStructure.Unit;
import io.tallyhouse.contracts.catalog.PriceStructure.Volume;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceStructureInputTest {
    private static final BigDecimal ZERO = BigDecimal.ZERO;

    @Test
    void each_model_is_read_with_its_defaults() {
        assertThat(read("{'model':'FLAT','amount':'49.00'}")).isEqualTo(new Flat(new BigDecimal("49.00")));
        assertThat(read("{'model':'UNIT','unitPrice':'0.1'}"))
                .isEqualTo(new Unit(new BigDecimal("0.1"), BigDecimal.ONE, ZERO, false));
        assertThat(read("{'model':'PACKAGE','packageSize':'250','packagePrice':'10','rounding':null}"))
                .isEqualTo(new Package(new BigDecimal("250"), BigDecimal.TEN, PackageRounding.UP, ZERO, false));
        assertThat(read("{'model':'GRADUATED','tiers':[{'flatFee':'5'}]}"))
                .isEqualTo(new Graduated(List.of(new Tier(Optional.empty(), ZERO, new BigDecimal("5"))), false));
        assertThat(
                        read(
                                "{'model':'VOLUME','allowNegative':true,'tiers':[{'upTo':'1','unitPrice':'2'},{'unitPrice':'1'}]}"))
                .isEqualTo(new Volume(
                        List.of(
                                new Tier(Optional.of(BigDecimal.ONE), new BigDecimal("2"), ZERO),
                                new Tier(Optional.empty(), BigDecimal.ONE, ZERO)),
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'FLAT','amount':'49.00'}",
                "{'model':'UNIT','unitPrice':'0.1','per':'1000','freeUnits':'5','allowNegative':true}",
                "{'model':'PACKAGE','packageSize':'250','packagePrice':'10','rounding':'DOWN','freeUnits':'1'}",
                "{'model':'GRADUATED','tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75'}]}",
                "{'model':'VOLUME','tiers':[{'unitPrice':'0.75'}]}"
            })
    void what_is_written_as_a_record_is_read_back_and_is_again_what_a_caller_could_send(String body) {
        PriceStructure structure = read(body);
        byte[] written = ContractJson.write(structure);

        assertThat(ContractJson.read(written, PriceStructure.class)).isEqualTo(structure);
        assertThat(PriceStructureInput.read(JsonInput.parse(written))).isEqualTo(structure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'STAIRS'}                                     | /model",
                "{}                                                     | /model",
                "{'model':'FLAT'}                                       | /amount",
                "{'model':'FLAT','amount':'-1'}                         | /amount",
                "{'model':'FLAT','amount':49}                           | /amount",
                "{'model':'FLAT','amount':'1','unitPrice':'1'}          | /unitPrice",
                "{'model':'UNIT','unitPrice':'-0.1'}                    | /unitPrice",
                "{'model':'UNIT','unitPrice':'1','per':'0'}             | /per",
                "{'model':'UNIT','unitPrice':'1','freeUnits':'-1'}      | /freeUnits",
                "{'model':'UNIT','unitPrice':'1','allowNegative':'yes'} | /allowNegative",
                "{'model':'PACKAGE','packageSize':'0','packagePrice':'1'} | /packageSize",
                "{'model':'PACKAGE','packageSize':'1','packagePrice':'1','rounding':'NEAREST'} | /rounding",
                "{'model':'GRADUATED'}                                  | /tiers",
                "{'model':'GRADUATED','tiers':[]}                       | /tiers",
                "{'model':'GRADUATED','tiers':{}}                       | /tiers",
                "{'model':'VOLUME','tiers':[{}]}                        | /tiers/0/unitPrice",
                "{'model':'VOLUME','tiers':[{'upTo':'5','unitPrice':'1'}]} | /tiers/0/upTo",
                "{'model':'VOLUME','tiers':[{'unitPrice':'1'},{'unitPrice':'1'}]} | /tiers/0/upTo",
                "{'model':'VOLUME','tiers':[{'upTo':'0','unitPrice':'1'},{'unitPrice':'1'}]} | /tiers/0/upTo",
                "{'model':'VOLUME','tiers':[{'unitPrice':'1','per':'2'}]} | /tiers/0/per",
                "{'model':'GRADUATED','tiers':[{'upTo':'10','unitPrice':'1'},{'upTo':'10','unitPrice':'1'},{'unitPrice':'1'}]} | /tiers/1/upTo",
                "{'model':'GRADUATED','tiers':[{'upTo':'10','unitPrice':'1'},{'upTo':'9','unitPrice':'1'},{'unitPrice':'1'}]} | /tiers/1/upTo",
            })
    void a_fault_is_named_by_its_pointer(String body, String pointer) {
        assertThat(faults(body)).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void bounds_that_fall_name_both_bounds() {
        assertThat(faults("{'model':'VOLUME','tiers':[{'upTo':'10','unitPrice':'1'},{'upTo':'9','unitPrice':'1'},"
                        + "{'unitPrice':'1'}]}"))
                .containsExactly(new Violation("/tiers/1/upTo", "'9' must be greater than the tier before, '10'"));
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThat(faults("{'model':'PACKAGE','packageSize':'-1','packagePrice':true,'colour':'red'}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/packageSize", "/packagePrice", "/colour");
        assertThat(faults("{'model':'GRADUATED','tiers':[{'upTo':'x','unitPrice':'-1'},{'flatFee':'-2'}]}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/tiers/0/upTo", "/tiers/0/unitPrice", "/tiers/1/flatFee");
    }

    private static PriceStructure read(String body) {
        return PriceStructureInput.read(JsonInput.parse(json(body)));
    }

    private static List<Violation> faults(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> read(body)).violations();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
