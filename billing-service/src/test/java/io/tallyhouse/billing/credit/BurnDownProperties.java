package io.tallyhouse.billing.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of what credits pay, on documents and grants of 400 seeds. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BurnDownProperties {
    private static final List<String> METRICS = List.of("calls", "bytes", "seats");

    static Stream<Case> cases() {
        return LongStream.range(0, 400).mapToObj(Case::of);
    }

    record Case(long seed, Bill bill, List<CreditGrant> grants) {
        static Case of(long seed) {
            Random random = new Random(seed);
            List<RequestedLine> lines = new ArrayList<>();
            for (int index = random.nextInt(6); index >= 0; index--) {
                String cents = BigDecimal.valueOf(random.nextInt(20_000), 2).toPlainString();
                lines.add(
                        switch (random.nextInt(5)) {
                            case 0 -> Grants.fee(cents);
                            case 1 -> Grants.discount("p" + random.nextInt(3), "-" + cents);
                            case 2 -> Grants.bound(LineKind.MAXIMUM, "-" + cents);
                            default ->
                                Grants.usage(
                                        "p" + random.nextInt(3),
                                        METRICS.get(random.nextInt(3)),
                                        BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(3))
                                                .toPlainString(),
                                        cents);
                        });
            }
            List<CreditGrant> grants = new ArrayList<>();
            for (int index = random.nextInt(8); index >= 0; index--) {
                boolean cash = random.nextBoolean();
                CreditUnit unit = cash ? Grants.CASH : Grants.units(METRICS.get(random.nextInt(3)));
                grants.add(Grants.grant(
                        "g" + index,
                        unit,
                        BigDecimal.valueOf(random.nextInt(20_000) + 1L, 2).toPlainString(),
                        random.nextInt(3),
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(Grants.INVOICE_DATE.plusDays(random.nextInt(10) - 2L))));
            }
            return new Case(seed, new Bill(Grants.EUR, Grants.INVOICE_DATE, lines), grants);
        }

        Burned burned() {
            return BurnDown.of(bill, grants);
        }
    }

    private static BigDecimal sum(List<RequestedLine> lines) {
        return lines.stream().map(RequestedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void no_more_is_drawn_than_is_there_nor_paid_than_is_owed(Case one) {
        Burned burned = one.burned();
        Map<Object, BigDecimal> balances = one.grants().stream()
                .collect(Collectors.toMap(grant -> grant.terms().id(), CreditGrant::balance));
        assertThat(burned.draws())
                .allSatisfy(draw -> assertThat(draw.amount())
                        .isPositive()
                        .isLessThanOrEqualTo(
                                Optional.ofNullable(balances.get(draw.grant())).orElseThrow()));
        assertThat(burned.lines()).allSatisfy(line -> assertThat(line.net()).isNotPositive());
        BigDecimal owed = sum(one.bill().lines());
        assertThat(sum(burned.lines()).negate()).isLessThanOrEqualTo(owed.max(BigDecimal.ZERO));
        assertThat(owed.signum() < 0 || owed.add(sum(burned.lines())).signum() >= 0)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_order_in_which_grants_are_given_does_not_matter(Case one) {
        List<CreditGrant> shuffled = new ArrayList<>(one.grants());
        Collections.shuffle(shuffled, new Random(one.seed()));
        assertThat(BurnDown.of(one.bill(), shuffled)).isEqualTo(one.burned());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void money_is_left_only_where_nothing_is_owed(Case one) {
        Burned burned = one.burned();
        Map<Object, BigDecimal> drawn =
                burned.draws().stream().collect(Collectors.toMap(Burned.Draw::grant, Burned.Draw::amount));
        boolean moneyLeft = one.grants().stream()
                .filter(grant -> grant.terms().unit().currency().isPresent())
                .filter(grant -> grant.usableOn(Grants.INVOICE_DATE))
                .anyMatch(grant -> grant.balance()
                                .compareTo(Optional.ofNullable(
                                                drawn.get(grant.terms().id()))
                                        .orElse(BigDecimal.ZERO))
                        > 0);
        BigDecimal left = sum(one.bill().lines()).add(sum(burned.lines()));
        assertThat(moneyLeft && left.signum() > 0).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void grants_less_burns_and_expiry_are_the_balance_after_any_story(Case one) {
        // Given
        Random random = new Random(one.seed());
        GrantBook book = new GrantBook(one.grants());
        // When
        for (int document = 0; document < 3; document++) {
            book.burn(one.bill(), new io.tallyhouse.kernel.id.RunId("r" + document), 1, Instant.EPOCH);
        }
        // Then
        assertThat(book.changed()).allSatisfy(burned -> {
            GrantChange change = burned;
            Instant end = Instant.parse("2026-06-01T00:00:00Z");
            if (random.nextBoolean()) {
                change = change.givenBack(burned.entries().get(0), "void", end);
            }
            change = random.nextBoolean() ? change.ended(BigDecimal.ZERO, end) : change;
            Function<GrantChange, BigDecimal> total = story -> story.entries().stream()
                    .map(CreditTransaction::amount)
                    .reduce(story.grant().terms().amount(), BigDecimal::add);
            assertThat(total.apply(change)).isEqualByComparingTo(change.grant().balance());
            assertThat(change.entries())
                    .allSatisfy(entry -> assertThat(entry.balance()).isNotNegative());
        });
    }
}
