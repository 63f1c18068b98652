package io.tallyhouse.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of splitting and rounding money. */
class AllocationProperties {
    @Property
    void an_allocation_sums_to_the_whole_and_no_share_is_a_unit_off(
            @ForAll("money") Money whole, @ForAll("weights") List<BigDecimal> weights) {
        List<Money> shares = whole.allocate(weights);

        assertThat(shares.stream().reduce(Money.zero(whole.currency()), Money::plus))
                .isEqualTo(whole);
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(whole.currency().scale());
        for (int index = 0; index < shares.size(); index++) {
            BigDecimal exact = whole.value()
                    .multiply(weights.get(index))
                    .divide(total, whole.currency().scale() + 10, RoundingMode.HALF_EVEN);
            assertThat(shares.get(index).value().subtract(exact).abs()).isLessThan(unit);
        }
    }

    @Property
    void a_larger_weight_never_gets_less(@ForAll("money") Money whole, @ForAll("weights") List<BigDecimal> weights) {
        List<Money> shares = whole.allocate(weights);

        for (int one = 0; one < weights.size(); one++) {
            for (int other = 0; other < weights.size(); other++) {
                if (weights.get(one).compareTo(weights.get(other)) > 0) {
                    assertThat(shares.get(one).value().abs())
                            .isGreaterThanOrEqualTo(shares.get(other).value().abs());
                }
            }
        }
    }

    @Property
    void rounding_moves_an_amount_by_half_a_unit_at_most_and_keeps_its_sign(@ForAll("amounts") BigDecimal value) {
        CurrencyCode usd = CurrencyCode.of("USD");

        Money rounded = new Amount(usd, value).round(RoundingPolicy.HALF_UP);

        assertThat(rounded.value().subtract(value).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
        assertThat(new Amount(usd, value.negate()).round(RoundingPolicy.HALF_UP))
                .isEqualTo(rounded.negated());
    }

    @Provide
    Arbitrary<Money> money() {
        return Arbitraries.of("JPY", "USD", "KWD")
                .map(CurrencyCode::of)
                .flatMap(currency -> Arbitraries.bigIntegers()
                        .between(new BigInteger("-100000000000000000000"), new BigInteger("100000000000000000000"))
                        .map(units -> new Money(currency, new BigDecimal(units, currency.scale()))));
    }

    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("1000"))
                .ofScale(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .filter(weights -> weights.stream().anyMatch(weight -> weight.signum() > 0));
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                .ofScale(9);
    }
}
