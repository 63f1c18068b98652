package io.tallyhouse.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.Package;
import io.tallyhouse.contracts.catalog.PriceStructure.PackageRounding;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
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
                .isEqualTo(new Unit(new BigDecimal("0.1"), BigDecimal.ONE, ZERO, false, Optional.empty()));
        assertThat(read("{'model':'PACKAGE','packageSize':'250','packagePrice':'10','rounding':null}"))
                .isEqualTo(new Package(
                        new BigDecimal("250"), BigDecimal.TEN, PackageRounding.UP, ZERO, false, Optional.empty()));
        assertThat(read("{'model':'GRADUATED','tiers':[{'flatFee':'5'}]}"))
                .isEqualTo(new Graduated(
                        List.of(Tier.ofUnits(Optional.empty(), ZERO, new BigDecimal("5"))), false, Optional.empty()));
        assertThat(
                        read(
                                "{'model':'VOLUME','allowNegative':true,'tiers':[{'upTo':'1','unitPrice':'2'},{'unitPrice':'1'}]}"))
                .isEqualTo(new Volume(
                        List.of(
                                Tier.ofUnits(Optional.of(BigDecimal.ONE), new BigDecimal("2"), ZERO),
                                Tier.ofUnits(Optional.empty(), BigDecimal.ONE, ZERO)),
                        true,
                        Optional.empty()));
    }

    @Test
    void a_price_of_every_seat_is_one_tier() {
        assertThat(read("{'model':'SEAT','unitPrice':'15'}"))
                .isEqualTo(new Seat(
                        List.of(Tier.ofUnits(Optional.empty(), new BigDecimal("15"), ZERO)),
                        ZERO,
                        SeatProration.PRORATE_INCREMENTS,
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'FLAT','amount':'49.00'}",
                "{'model':'UNIT','unitPrice':'0.1','per':'1000','freeUnits':'5','allowNegative':true}",
                "{'model':'PACKAGE','packageSize':'250','packagePrice':'10','rounding':'DOWN','freeUnits':'1'}",
                "{'model':'GRADUATED','tiers':[{'upTo':'100','unitPrice':'1','flatFee':'20'},{'unitPrice':'0.75'}]}",
                "{'model':'VOLUME','tiers':[{'unitPrice':'0.75'}]}",
                "{'model':'VOLUME','tiers':[{'upTo':'5','packageSize':'2','packagePrice':'3'},{'unitPrice':'0.75'}]}",
                "{'model':'UNIT','unitPrice':'1','convert':{'operation':'DIVIDE','factor':'1024','rounding':'UP'}}",
                "{'model':'PERCENTAGE','rate':'2.5','fixedFee':'0.1','perEventMinimum':'1','perEventMaximum':'9','freeEvents':3,'freeAmount':'7'}",
                "{'model':'PERCENTAGE','rate':'2.5'}",
                "{'model':'GRADUATED_PERCENTAGE','tiers':[{'upTo':'100','rate':'1','flatFee':'20'},{'rate':'0.75'}]}",
                "{'model':'VOLUME_PERCENTAGE','tiers':[{'flatFee':'20'}],'allowNegative':true}",
                "{'model':'MATRIX','dimensions':['cloud','region'],'cells':[{'match':{'cloud':'aws','region':'eu'},'unitPrice':'1'},{'match':{'cloud':'aws'},'unitPrice':'2'}],'otherwise':{'unitPrice':'3'}}",
                "{'model':'DYNAMIC','multiplier':'1.2'}",
                "{'model':'SEAT','unitPrice':'15','minimumSeats':'10','overageFrequency':'MONTHLY'}",
                "{'model':'SEAT','tiers':[{'upTo':'15','unitPrice':'12'},{'unitPrice':'15'}],'prorationStrategy':'USE_MAXIMUM'}"
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
                "{'model':'FLAT','amount':'1','convert':{'operation':'DIVIDE','factor':'2'}} | /convert",
                "{'model':'UNIT','unitPrice':'1','convert':{'operation':'HALVE','factor':'2'}} | /convert/operation",
                "{'model':'UNIT','unitPrice':'1','convert':{'operation':'DIVIDE','factor':'0'}} | /convert/factor",
                "{'model':'UNIT','unitPrice':'1','convert':{'operation':'DIVIDE'}} | /convert/factor",
                "{'model':'GRADUATED','tiers':[{'packageSize':'2','unitPrice':'1','packagePrice':'1'}]} | /tiers/0/unitPrice",
                "{'model':'GRADUATED','tiers':[{'packageSize':'2'}]}    | /tiers/0/packagePrice",
                "{'model':'GRADUATED','tiers':[{'packagePrice':'2','packageSize':'0'}]} | /tiers/0/packageSize",
                "{'model':'PERCENTAGE'}                                 | /rate",
                "{'model':'PERCENTAGE','rate':'-1'}                     | /rate",
                "{'model':'PERCENTAGE','rate':'1','freeEvents':-1}      | /freeEvents",
                "{'model':'PERCENTAGE','rate':'1','freeEvents':'3'}     | /freeEvents",
                "{'model':'PERCENTAGE','rate':'1','perEventMinimum':'2','perEventMaximum':'1'} | /perEventMaximum",
                "{'model':'GRADUATED_PERCENTAGE','tiers':[{'unitPrice':'1','rate':'1'}]} | /tiers/0/unitPrice",
                "{'model':'VOLUME_PERCENTAGE','tiers':[{}]}             | /tiers/0/rate",
                "{'model':'MATRIX','dimensions':[],'cells':[],'otherwise':{'unitPrice':'1'}} | /dimensions",
                "{'model':'MATRIX','dimensions':['a','a'],'cells':[],'otherwise':{'unitPrice':'1'}} | /dimensions",
                "{'model':'MATRIX','dimensions':['a'],'cells':[]}       | /otherwise",
                "{'model':'MATRIX','dimensions':['a'],'cells':[{'match':{'b':'x'},'unitPrice':'1'}],'otherwise':{'unitPrice':'1'}} | /cells/0/match/b",
                "{'model':'MATRIX','dimensions':['a'],'cells':[{'match':{},'unitPrice':'1'}],'otherwise':{'unitPrice':'1'}} | /cells/0/match",
                "{'model':'MATRIX','dimensions':['a'],'cells':[{'match':{'a':7},'unitPrice':'1'}],'otherwise':{'unitPrice':'1'}} | /cells/0/match/a",
                "{'model':'MATRIX','dimensions':['a'],'cells':[{'match':{'a':null},'unitPrice':'1'}],'otherwise':{'unitPrice':'1'}} | /cells/0/match/a",
                "{'model':'MATRIX','dimensions':['a','b'],'cells':[{'match':{'a':'x'},'unitPrice':'1'},{'match':{'a':'x','b':'y'},'unitPrice':'1'}],'otherwise':{'unitPrice':'1'}} | /cells/1/match",
                "{'model':'DYNAMIC','multiplier':'-1'}                  | /multiplier",
                "{'model':'SEAT'}                                       | /unitPrice",
                "{'model':'SEAT','unitPrice':'1','tiers':[{'unitPrice':'1'}]} | /unitPrice",
                "{'model':'SEAT','tiers':[]}                            | /tiers",
                "{'model':'SEAT','tiers':[{'upTo':'5','unitPrice':'1'}]} | /tiers/0/upTo",
                "{'model':'SEAT','unitPrice':'-1'}                      | /unitPrice",
                "{'model':'SEAT','unitPrice':'1','minimumSeats':'-1'}   | /minimumSeats",
                "{'model':'SEAT','unitPrice':'1','prorationStrategy':'NEVER'} | /prorationStrategy",
                "{'model':'SEAT','unitPrice':'1','overageFrequency':'ONE_TIME'} | /overageFrequency",
                "{'model':'SEAT','unitPrice':'1','overageFrequency':'ON_DEMAND'} | /overageFrequency",
                "{'model':'SEAT','unitPrice':'1','convert':{'operation':'DIVIDE','factor':'2'}} | /convert",
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
