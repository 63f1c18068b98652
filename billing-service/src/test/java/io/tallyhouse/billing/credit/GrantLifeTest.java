package io.tallyhouse.billing.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.billing.credit.CreditGrant.State;
import io.tallyhouse.billing.credit.CreditGrant.Status;
import io.tallyhouse.billing.credit.CreditTransaction.Type;
import io.tallyhouse.billing.credit.GrantLife.Held;
import io.tallyhouse.billing.credit.Recurrence.Frequency;
import io.tallyhouse.billing.credit.Recurrence.Rollover;
import io.tallyhouse.kernel.id.RunId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time does to grants, calculated by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GrantLifeTest {
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");

    private static Recurrence monthly(Rollover rollover) {
        return new Recurrence(Frequency.MONTHLY, 1, Optional.empty(), rollover);
    }

    /** As {@code ROLLOVER -5 = 0}. */
    private static List<String> entries(GrantChange change) {
        return change.entries().stream()
                .map(entry -> entry.type() + " " + entry.amount().toPlainString() + " = "
                        + entry.balance().toPlainString())
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}: {2} of 30 left")
    @CsvSource({"NONE, , 12, 0, -12", "ALL, , 12, 12, 0", "UP_TO, 10, 12, 10, -2", "UP_TO, 10, 7, 7, 0"})
    void the_rest_is_carried_as_far_as_the_rollover_says_and_expires_beyond(
            Rollover.Mode mode, String limit, String left, String carried, String expired) {
        // Given
        Rollover rollover = new Rollover(mode, Optional.ofNullable(limit).map(BigDecimal::new));
        CreditGrant grant = Grants.with(Grants.recurring("g", "30", monthly(rollover)), left);
        // When
        List<GrantChange> changes = GrantLife.until(FEBRUARY, new Held(grant, Optional.empty(), false));
        // Then
        GrantChange old = changes.get(0);
        GrantChange next = changes.get(1);
        assertThat(old.grant().standing().status()).isEqualTo(Status.EXPIRED);
        assertThat(old.grant().balance()).isZero();
        assertThat(next.isNew()).isTrue();
        assertThat(next.grant().terms().effectiveOn()).isEqualTo(LocalDate.parse("2026-02-01"));
        assertThat(next.grant().terms().expiresOn()).contains(LocalDate.parse("2026-02-28"));
        assertThat(next.grant().balance()).isEqualByComparingTo(new BigDecimal("30").add(new BigDecimal(carried)));
        assertThat(old.entries().stream()
                        .filter(entry -> entry.type() == Type.EXPIRY)
                        .map(CreditTransaction::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(expired);
    }

    @Test
    void nothing_happens_before_the_moment_and_nothing_twice() {
        CreditGrant grant = Grants.recurring("g", "30", monthly(Rollover.ALL));
        assertThat(GrantLife.until(FEBRUARY.minusNanos(1), new Held(grant, Optional.empty(), false)))
                .isEmpty();
        List<GrantChange> changes = GrantLife.until(FEBRUARY, new Held(grant, Optional.empty(), false));
        Held again = new Held(changes.get(0).grant(), Optional.of(changes.get(1).grant()), false);
        assertThat(GrantLife.until(FEBRUARY, again)).isEmpty();
        assertThat(changes.get(0).grant().dueAt()).isEmpty();
    }

    @Test
    void while_a_run_may_still_use_it_the_next_is_made_and_the_rest_stays() {
        CreditGrant grant = Grants.recurring("g", "30", monthly(Rollover.ALL));
        List<GrantChange> changes = GrantLife.until(FEBRUARY, new Held(grant, Optional.empty(), true));
        assertThat(changes).hasSize(2);
        CreditGrant waiting = changes.get(0).grant();
        assertThat(waiting.balance()).isEqualByComparingTo("30");
        assertThat(waiting.usableOn(LocalDate.parse("2026-01-31"))).isTrue();
        // a document of February waits for the rollover, one of January does not
        assertThat(waiting.keepsWaiting(LocalDate.parse("2026-02-01"), FEBRUARY))
                .isTrue();
        assertThat(waiting.keepsWaiting(LocalDate.parse("2026-01-31"), FEBRUARY))
                .isFalse();
    }

    @Test
    void what_comes_back_late_rolls_over_up_to_the_limit_of_all_and_expires() {
        // Given: 30 − 25 = 5 are carried over of at most 10
        CreditGrant grant = Grants.recurring("g", "30", monthly(Rollover.upTo(BigDecimal.TEN)));
        GrantBook book = new GrantBook(List.of(grant));
        book.burn(Grants.bill(Grants.fee("25.00")), new RunId("run"), 1, FEBRUARY);
        GrantChange burned = book.changed().get(0);
        List<GrantChange> changes = GrantLife.until(FEBRUARY, new Held(burned.grant(), Optional.empty(), false));
        // When: the document is void in February
        GrantChange back = GrantChange.of(changes.get(0).grant())
                .givenBack(burned.entries().get(0), "void", FEBRUARY);
        List<GrantChange> later = GrantLife.until(
                FEBRUARY, new Held(back.grant(), Optional.of(changes.get(1).grant()), false));
        // Then: 5 more are carried, 20 expire
        assertThat(entries(later.get(0))).containsExactly("ROLLOVER -5 = 20", "EXPIRY -20 = 0");
        assertThat(later.get(1).grant().balance()).isEqualByComparingTo("40");
    }

    @Test
    void credit_that_comes_back_to_a_void_grant_is_void() {
        GrantBook book = new GrantBook(List.of(Grants.grant("g", Grants.CASH, "30")));
        book.burn(Grants.bill(Grants.fee("25.00")), new RunId("run"), 1, FEBRUARY);
        GrantChange burned = book.changed().get(0);
        GrantChange back = burned.voided(FEBRUARY).givenBack(burned.entries().get(0), "void", FEBRUARY);
        assertThat(entries(back))
                .containsExactly("BURN -25.00 = 5.00", "VOID -5 = 0", "GIVE_BACK 25.00 = 25.00", "VOID -25.00 = 0.00");
        assertThat(back.grant().stateAt(FEBRUARY)).isEqualTo(State.VOID);
    }

    @Test
    void days_are_counted_from_the_first_so_that_the_31st_comes_back() {
        Recurrence recurrence = monthly(Rollover.NONE);
        List<LocalDate> days = new ArrayList<>();
        for (int times = 0; times < 4; times++) {
            days.add(recurrence.after(LocalDate.parse("2026-01-31"), times));
        }
        assertThat(days)
                .extracting(LocalDate::toString)
                .containsExactly("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30");
        assertThat(new Recurrence(Frequency.QUARTERLY, 2, Optional.empty(), Rollover.NONE)
                        .after(LocalDate.parse("2026-01-01"), 1))
                .isEqualTo(LocalDate.parse("2026-07-01"));
    }

    @Test
    void a_preview_foresees_grants_that_come_again() {
        // Given: 30 a month, all of the rest rolls over; 25.00 a month are owed
        GrantBook book = new GrantBook(List.of(Grants.recurring("g", "30", monthly(Rollover.ALL))));
        List<String> paid = new ArrayList<>();
        // When
        for (String day : List.of("2026-01-01", "2026-02-01", "2026-03-01")) {
            LocalDate date = LocalDate.parse(day);
            book.foresee(date);
            Bill bill = new Bill(Grants.EUR, date, List.of(Grants.fee("40.00")));
            paid.add(book.burn(bill, new RunId("run"), 1, FEBRUARY)
                    .lines()
                    .get(0)
                    .net()
                    .toPlainString());
        }
        // Then
        assertThat(paid).containsExactly("-30.00", "-30.00", "-30.00");
    }
}
