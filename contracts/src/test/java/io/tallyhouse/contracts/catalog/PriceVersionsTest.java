package io.tallyhouse.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriceVersionsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final LocalDate JANUARY = LocalDate.parse("2027-01-01");
    private static final LocalDate JUNE = LocalDate.parse("2027-06-01");

    @Test
    void a_price_is_what_it_was_until_the_day_of_its_next_version() {
        // Given
        PriceRecord first = version(1, Optional.empty());
        // When
        PriceRecord changed = version(3, Optional.of(JUNE))
                .succeeding(version(2, Optional.of(JANUARY)).succeeding(first, TODAY), TODAY);
        // Then
        assertThat(changed.version()).isEqualTo(3);
        assertThat(changed.inEffectOn(TODAY)).isEqualTo(first);
        assertThat(changed.inEffectOn(JANUARY.minusDays(1))).isEqualTo(first);
        assertThat(changed.inEffectOn(JANUARY)).isEqualTo(version(2, Optional.of(JANUARY)));
        assertThat(changed.inEffectOn(JUNE)).isEqualTo(version(3, Optional.of(JUNE)));
        assertThat(changed.plannedAfter(TODAY)).extracting(PriceRecord::version).containsExactly(2L, 3L);
        assertThat(changed.plannedAfter(JANUARY))
                .extracting(PriceRecord::version)
                .containsExactly(3L);
        assertThat(ContractJson.read(ContractJson.write(changed), PriceRecord.class))
                .isEqualTo(changed);
    }

    @Test
    void a_change_takes_the_place_of_plans_from_its_day_on() {
        // Given
        PriceRecord planned = version(2, Optional.of(JUNE)).succeeding(version(1, Optional.empty()), TODAY);
        // When
        PriceRecord sooner = version(3, Optional.of(JANUARY)).succeeding(planned, TODAY);
        PriceRecord atOnce = version(3, Optional.empty()).succeeding(planned, TODAY);
        // Then
        assertThat(versions(sooner, TODAY, JANUARY, JUNE)).containsExactly(1L, 3L, 3L);
        assertThat(versions(atOnce, TODAY, JANUARY, JUNE)).containsExactly(3L, 3L, 3L);
    }

    @Test
    void what_holds_no_more_is_not_carried_along() {
        // Given
        PriceRecord planned = version(2, Optional.of(JANUARY)).succeeding(version(1, Optional.empty()), TODAY);
        // When the next change comes after the planned one has taken effect
        PriceRecord changed = version(3, Optional.of(JUNE)).succeeding(planned, JANUARY.plusDays(5));
        // Then
        assertThat(changed.former()).extracting(PriceRecord::version).containsExactly(2L);
        assertThat(changed.asArchived().version()).isEqualTo(4);
        assertThat(changed.asArchived().inEffectOn(JANUARY.plusDays(6)).archived())
                .isTrue();
    }

    private static List<Long> versions(PriceRecord price, LocalDate... days) {
        return List.of(days).stream()
                .map(day -> price.inEffectOn(day).version())
                .toList();
    }

    private static PriceRecord version(long version, Optional<LocalDate> from) {
        return new PriceRecord(
                        new TenantId("default"),
                        new PriceId("fee"),
                        version,
                        false,
                        new ProductId("suite"),
                        "Fee",
                        CurrencyCode.of("EUR"),
                        BillingFrequency.MONTHLY,
                        1,
                        BillingTiming.IN_ADVANCE,
                        Optional.empty(),
                        new Flat(BigDecimal.valueOf(version)),
                        UsageMode.BILLING_PERIOD,
                        Optional.empty(),
                        Instant.parse("2026-10-01T12:00:00Z"))
                .from(from);
    }
}
