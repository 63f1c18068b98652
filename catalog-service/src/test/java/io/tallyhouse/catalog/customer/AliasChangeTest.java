package io.tallyhouse.catalog.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.customer.AliasChange.Changed;
import io.tallyhouse.catalog.customer.AliasChange.Refused;
import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AliasChangeTest {
    private static final Optional<LocalDate> NOVEMBER = Optional.of(LocalDate.of(2026, 11, 1));
    /** 1 November in New York, where the clock goes back on that day. */
    private static final Instant NOVEMBER_IN_NEW_YORK = Instant.parse("2026-11-01T04:00:00Z");

    private final CustomerRecord berlin = customer("berlin", "Europe/Berlin", List.of("team"), List.of());
    private final CustomerRecord newYork = customer("new-york", "America/New_York", List.of(), List.of());

    @Test
    void a_name_changes_hands_for_both_at_one_moment_in_the_zone_of_who_gets_it() {
        // When
        List<CustomerRecord> changed = changed(AliasChange.assign(newYork, List.of(berlin), "team", NOVEMBER));
        // Then who loses it is written first
        assertThat(changed).extracting(customer -> customer.id().value()).containsExactly("berlin", "new-york");
        assertThat(changed).extracting(CustomerRecord::version).containsExactly(2L, 2L);
        assertThat(changed.get(0).aliases()).isEmpty();
        assertThat(changed.get(0).aliasSpans())
                .containsExactly(new AliasSpan("team", Optional.empty(), Optional.of(NOVEMBER_IN_NEW_YORK)));
        assertThat(changed.get(1).aliasSpans())
                .containsExactly(new AliasSpan("team", Optional.of(NOVEMBER_IN_NEW_YORK), Optional.empty()));
        // When it is asked for again
        assertThat(changed(AliasChange.assign(changed.get(1), changed.subList(0, 1), "team", NOVEMBER)))
                .isEmpty();
    }

    @Test
    void a_name_may_come_back() {
        // Given
        List<CustomerRecord> changed = changed(AliasChange.assign(newYork, List.of(berlin), "team", NOVEMBER));
        // When
        List<CustomerRecord> back = changed(AliasChange.assign(
                changed.get(0), changed.subList(1, 2), "team", Optional.of(LocalDate.of(2026, 12, 1))));
        // Then December begins an hour before midnight UTC in Berlin
        Instant december = Instant.parse("2026-11-30T23:00:00Z");
        assertThat(back.get(0).aliasSpans())
                .containsExactly(new AliasSpan("team", Optional.of(NOVEMBER_IN_NEW_YORK), Optional.of(december)));
        assertThat(back.get(1).aliasSpans())
                .containsExactly(
                        new AliasSpan("team", Optional.empty(), Optional.of(NOVEMBER_IN_NEW_YORK)),
                        new AliasSpan("team", Optional.of(december), Optional.empty()));
    }

    @Test
    void a_name_without_a_day_must_be_free() {
        assertThat(changed(AliasChange.assign(newYork, List.of(), "new", Optional.empty()))
                        .get(0)
                        .aliases())
                .containsExactly("new");
        assertThat(changed(AliasChange.assign(berlin, List.of(), "team", Optional.empty())))
                .isEmpty();
        assertThat(refused(AliasChange.assign(newYork, List.of(berlin), "team", Optional.empty())))
                .containsExactly("/alias");
    }

    @Test
    void an_id_never_changes_hands() {
        assertThat(refused(AliasChange.assign(newYork, List.of(), "new-york", NOVEMBER)))
                .containsExactly("/alias");
        assertThat(refused(AliasChange.assign(newYork, List.of(berlin), "berlin", NOVEMBER)))
                .containsExactly("/alias");
    }

    @Test
    void what_somebody_has_from_later_on_must_end_first() {
        // Given
        CustomerRecord later = customer(
                "later",
                "UTC",
                List.of(),
                List.of(new AliasSpan("team", Optional.of(Instant.parse("2026-12-01T00:00:00Z")), Optional.empty())));
        // Then
        assertThat(refused(AliasChange.assign(newYork, List.of(later), "team", NOVEMBER)))
                .containsExactly("/from");
    }

    @Test
    void a_name_ends_after_its_last_day_or_has_never_been() {
        // Then the last day is whole: 31 October ends at 23:00 UTC in Berlin
        assertThat(changed(AliasChange.withdraw(berlin, "team", Optional.of(LocalDate.of(2026, 10, 31)))
                                .orElseThrow())
                        .get(0)
                        .aliasSpans())
                .containsExactly(
                        new AliasSpan("team", Optional.empty(), Optional.of(Instant.parse("2026-10-31T23:00:00Z"))));
        assertThat(changed(AliasChange.withdraw(berlin, "team", Optional.empty())
                                .orElseThrow())
                        .get(0)
                        .subjects())
                .containsExactly("berlin");
        assertThat(AliasChange.withdraw(berlin, "other", Optional.empty())).isEmpty();
        // Given it began in November
        CustomerRecord late =
                changed(AliasChange.assign(newYork, List.of(), "x", NOVEMBER)).get(0);
        assertThat(refused(AliasChange.withdraw(late, "x", Optional.of(LocalDate.of(2026, 10, 31)))
                        .orElseThrow()))
                .containsExactly("?to");
    }

    private static List<CustomerRecord> changed(AliasChange change) {
        assertThat(change).isInstanceOf(Changed.class);
        return ((Changed) change).customers();
    }

    private static List<String> refused(AliasChange change) {
        assertThat(change).isInstanceOf(Refused.class);
        return ((Refused) change)
                .problem().errors().stream()
                        .map(violation -> violation.pointer())
                        .toList();
    }

    private static CustomerRecord customer(String id, String zone, List<String> aliases, List<AliasSpan> spans) {
        return new CustomerRecord(
                new TenantId("t"),
                new CustomerId(id),
                1,
                false,
                id,
                CurrencyCode.of("EUR"),
                ZoneId.of(zone),
                "DE",
                aliases,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                spans,
                Optional.empty());
    }
}
