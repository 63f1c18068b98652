package io.tallyhouse.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.00, 0",
        "0e5, 0",
        "1, 1",
        "-1.50, -1.5",
        "100, 100",
        "1e3, 1000",
        "1E+3, 1000",
        "12.5e-1, 1.25",
        "1e33, 1000000000000000000000000000000000",
        "1e-64, 0.0000000000000000000000000000000000000000000000000000000000000001",
        "9999999999999999999999999999999999, 9999999999999999999999999999999999",
        "0.1000000000000000000000000000000000000000, 0.1",
    })
    void a_number_is_read_exactly_and_written_plainly(String text, String plain) {
        BigDecimal value = Decimals.parse(text).orElseThrow();

        assertThat(value).isEqualByComparingTo(text);
        assertThat(Decimals.text(value)).isEqualTo(plain);
        assertThat(value.scale()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 ",
                " 1",
                "+1",
                "01",
                ".5",
                "5.",
                "1,5",
                "1_000",
                "0x10",
                "1e",
                "1e5000",
                "NaN",
                "Infinity",
                "-Infinity",
                "null",
                "--1",
                "1e400",
                "-1e400",
                "1e-400",
                "1e34",
                "1e65",
                "1e-66",
                "99999999999999999999999999999999999",
                "1.0000000000000000000000000000000001",
                "\u0661",
                "\uff11",
                "1\n"
            })
    void what_is_no_number_or_beyond_the_bounds_is_refused(String text) {
        // written out, 1e34 and 1.000…1 have 35 digits: one too many
        assertThat(Decimals.parse(text)).isEmpty();
    }

    @Test
    void the_length_of_the_text_is_bounded() {
        assertThat(Decimals.parse("0." + "0".repeat(126))).contains(BigDecimal.ZERO);
        assertThat(Decimals.parse("0." + "0".repeat(127))).isEmpty();
        assertThat(Decimals.parse("9".repeat(100_000))).isEmpty();
    }

    @Test
    void equal_numbers_are_equal_once_canonical() {
        assertThat(Decimals.canonical(new BigDecimal("1.10"))).isEqualTo(new BigDecimal("1.1"));
        assertThat(Decimals.canonical(new BigDecimal("1E+2"))).isEqualTo(new BigDecimal("100"));
        assertThat(Decimals.canonical(new BigDecimal("0.000"))).isEqualTo(BigDecimal.ZERO);
        assertThat(Quantity.of("2.50")).isEqualTo(Quantity.of("2.5")).hasSameHashCodeAs(Quantity.of("2.5"));
    }

    @Test
    void a_quotient_has_34_digits_rounded_half_even() {
        assertThat(Decimals.quotient(BigDecimal.ONE, new BigDecimal("3"))).isEqualTo("0." + "3".repeat(34));
        assertThat(Decimals.quotient(BigDecimal.TEN, new BigDecimal("4"))).isEqualTo("2.5");
        // 1 followed by 33 digits and a half: to the even neighbour, down here and up there
        BigDecimal evenHalf = new BigDecimal("1" + "0".repeat(32) + "25");
        BigDecimal oddHalf = new BigDecimal("1" + "0".repeat(32) + "35");
        assertThat(Decimals.quotient(evenHalf, BigDecimal.TEN)).isEqualTo("1" + "0".repeat(32) + "2");
        assertThat(Decimals.quotient(oddHalf, BigDecimal.TEN)).isEqualTo("1" + "0".repeat(32) + "4");
        assertThat(Decimals.QUOTIENT.getRoundingMode()).isEqualTo(RoundingMode.HALF_EVEN);
    }
}
