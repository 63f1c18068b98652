package io.tallyhouse.metrics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.PeriodUsage;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.time.DateRange;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.metrics.usage.SubjectShares.Share;
import io.tallyhouse.metrics.usage.TopCustomers.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopCustomersTest {
    private static final ServicePeriod OCTOBER =
            DateRange.of("2026-10-01", "2026-10-31").in(ZoneOffset.UTC);
    private static final Optional<Instant> TENTH = Optional.of(Instant.parse("2026-10-10T00:00:00Z"));
    private static final Optional<Instant> TWENTIETH = Optional.of(Instant.parse("2026-10-20T00:00:00Z"));
    private static final Optional<BigDecimal> NO_NUMBER = Optional.empty();
    private static final Optional<Instant> NEVER = Optional.empty();

    @Test
    void the_best_are_kept_in_whichever_order_they_come() {
        // Given 100 of 0 to 99, and another of 99
        List<Place> places = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            places.add(place("c" + n, Integer.toString(n), 1));
        }
        places.add(place("b99", "99", 1));
        places.add(place("unused", "0", 0));
        Collections.shuffle(places, new Random(7));
        // When
        TopCustomers top = new TopCustomers(3);
        places.forEach(top::add);
        // Then equal ones go by name
        assertThat(top.places()).extracting(Place::customer).containsExactly("b99", "c99", "c98");
    }

    @Test
    void who_has_nothing_to_show_has_no_place() {
        // Given
        TopCustomers top = new TopCustomers(10);
        // When
        top.add(place("unused", "0", 0));
        top.add(new Place("no-value", true, new PeriodUsage(NO_NUMBER, 0, Fingerprint.ZERO, Optional.empty())));
        top.add(place("zero-in-all", "0", 2));
        // Then
        assertThat(top.places()).extracting(Place::customer).containsExactly("zero-in-all");
    }

    @Test
    void a_name_is_shared_out_over_time_and_what_is_left_is_nobodys() {
        // Given a name that is acme's from the 10th to the 20th, and nobody's before and after
        List<Share> shares = SubjectShares.of(
                List.of("team", "typo"),
                List.of(new Ownership(new CustomerId("acme"), new SubjectSpan("team", TENTH, TWENTIETH))),
                OCTOBER);
        // Then
        assertThat(shares)
                .containsExactly(
                        new Share("acme", true, List.of(new SubjectSpan("team", TENTH, TWENTIETH))),
                        new Share(
                                "team",
                                false,
                                List.of(
                                        new SubjectSpan("team", NEVER, TENTH),
                                        new SubjectSpan("team", TWENTIETH, NEVER))),
                        new Share("typo", false, List.of(SubjectSpan.always("typo"))));
    }

    @Test
    void what_lies_outside_the_period_is_nobodys_share() {
        // Given a name that changed hands before October, and one that will after it
        Optional<Instant> september = Optional.of(Instant.parse("2026-09-01T00:00:00Z"));
        Optional<Instant> november = Optional.of(OCTOBER.to());
        List<Share> shares = SubjectShares.of(
                List.of("early", "late"),
                List.of(
                        new Ownership(new CustomerId("acme"), new SubjectSpan("early", NEVER, september)),
                        new Ownership(new CustomerId("globex"), new SubjectSpan("early", september, NEVER)),
                        new Ownership(new CustomerId("globex"), new SubjectSpan("late", NEVER, november)),
                        new Ownership(new CustomerId("initech"), new SubjectSpan("late", november, NEVER))),
                OCTOBER);
        // Then
        assertThat(shares).extracting(Share::customer).containsExactly("globex");
    }

    private static Place place(String customer, String value, long events) {
        return new Place(
                customer,
                true,
                new PeriodUsage(Optional.of(new BigDecimal(value)), events, Fingerprint.ZERO, Optional.empty()));
    }
}
