package io.tallyhouse.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "JPY, 500,        500",
        "JPY, 500.00,     500",
        "USD, 49,         49.00",
        "USD, 49.10,      49.10",
        "USD, -0.01,      -0.01",
        "USD, 0,          0.00",
        "USD, 1e3,        1000.00",
        "KWD, 1.5,        1.500",
        "USD, 1234567890123456789012345678901234.56, 1234567890123456789012345678901234.56",
    })
    void posted_money_has_exactly_the_decimals_of_its_currency(String currency, String value, String text) {
        assertThat(Money.of(CurrencyCode.of(currency), value).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 0.5", "USD, 0.001", "KWD, 0.0001"})
    void more_decimals_than_the_currency_has_are_refused(String currency, String value) {
        assertThatThrownBy(() -> Money.of(CurrencyCode.of(currency), value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value)
                .hasMessageContaining(currency);
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 15.4733925, 15.47",
        "USD, 0.005,      0.01", // half goes up
        "USD, -0.005,     -0.01", // away from zero
        "USD, 0.00499999999999999999999999999999, 0.00",
        "USD, 2.675,      2.68", // which binary fractions get wrong
        "USD, -0.001,     0.00",
        "JPY, 2.5,        3",
        "JPY, -2.5,       -3",
        "KWD, 0.0005,     0.001",
    })
    void an_amount_is_rounded_half_away_from_zero(String currency, String amount, String money) {
        assertThat(Amount.of(CurrencyCode.of(currency), amount)
                        .round(RoundingPolicy.HALF_UP)
                        .text())
                .isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"HALF_EVEN, 0.025, 0.02", "UP, 0.021, 0.03", "DOWN, 0.029, 0.02", "UP, -0.021, -0.03"})
    void other_roundings_are_said_by_name(RoundingPolicy policy, String amount, String money) {
        assertThat(Amount.of(CurrencyCode.of("EUR"), amount).round(policy).text())
                .isEqualTo(money);
    }

    @Test
    void sums_differences_and_signs_are_exact() {
        Money one = usd("0.10");

        assertThat(one.plus(usd("0.20"))).isEqualTo(usd("0.30"));
        assertThat(one.minus(usd("0.20"))).isEqualTo(usd("-0.10"));
        assertThat(one.negated().isNegative()).isTrue();
        assertThat(one.minus(one).isZero()).isTrue();
        assertThat(one).isLessThan(usd("0.11"));
        assertThat(one.toAmount().round(RoundingPolicy.HALF_UP)).isEqualTo(one);
    }

    @Test
    void currencies_never_mix() {
        Money yen = Money.of(CurrencyCode.of("JPY"), "1");

        assertThatThrownBy(() -> usd("1").plus(yen)).hasMessageContaining("USD and JPY");
        assertThatThrownBy(() -> usd("1").minus(yen)).hasMessageContaining("USD and JPY");
        assertThatThrownBy(() -> usd("1").compareTo(yen)).hasMessageContaining("USD and JPY");
        assertThatThrownBy(() -> usd("1").toAmount().plus(yen.toAmount())).hasMessageContaining("USD and JPY");
        assertThatThrownBy(() -> usd("1").toAmount().minus(yen.toAmount())).hasMessageContaining("USD and JPY");
    }

    @Test
    void a_share_is_multiplied_first_and_divided_last() {
        // 9.00 × 10 / 30 = 3 exactly, though 10 / 30 is no decimal
        assertThat(Amount.of(CurrencyCode.of("USD"), "9.00").prorated(10, 30).text())
                .isEqualTo("3");
        assertThat(Amount.of(CurrencyCode.of("USD"), "1").prorated(1, 3).text()).isEqualTo("0." + "3".repeat(34));
    }

    @ParameterizedTest
    @CsvSource({
        "0.10,  '1,1,1',    '0.04,0.03,0.03'", // a third each, the odd cent to the first
        "0.05,  '1,3',      '0.01,0.04'", // 0.0125 and 0.0375
        "100,   '0.5,0.5',  '50.00,50.00'",
        "-0.10, '1,1,1',    '-0.04,-0.03,-0.03'",
        "0.01,  '0,1,0',    '0.00,0.01,0.00'",
        "0.02,  '1,0,1,1',  '0.01,0.00,0.01,0.00'",
        "7,     '1e-30,1',  '0.00,7.00'",
    })
    void an_allocation_gives_what_is_left_to_the_largest_remainders(String whole, String weights, String shares) {
        assertThat(usd(whole).allocate(decimals(weights)))
                .extracting(Money::text)
                .containsExactly(shares.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0,0", "-1,2", "1,-1"})
    void weights_that_say_nothing_are_refused(String weights) {
        assertThatThrownBy(() -> usd("1").allocate(decimals(weights))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "", "XXX", "ABC", "USDX", "BTC"})
    void what_is_no_currency_is_refused(String code) {
        assertThat(CurrencyCode.isKnown(code)).isFalse();
        assertThatThrownBy(() -> CurrencyCode.of(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 4217");
    }

    private static Money usd(String value) {
        return Money.of(CurrencyCode.of("USD"), value);
    }

    private static List<BigDecimal> decimals(String list) {
        return Arrays.stream(list.split(",")).map(BigDecimal::new).toList();
    }
}
