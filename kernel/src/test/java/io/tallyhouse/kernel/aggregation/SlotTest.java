package io.tallyhouse.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.kernel.aggregation.SlotValue.Extreme;
import io.tallyhouse.kernel.aggregation.SlotValue.Total;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlotTest {
    private static final Fingerprint ONE = new Fingerprint(0, 1);
    private static final Fingerprint TWO = new Fingerprint(0, 2);

    private static Total total(String sum) {
        return new Total(new BigDecimal(sum));
    }

    private static Extreme extreme(String number) {
        return new Extreme(new BigDecimal(number));
    }

    @Test
    void a_sum_keeps_every_digit() {
        // Given
        Slot slot = Slot.ofEvent(ONE, total("0.1"));
        // When
        Slot sum = slot.add(TWO, total("0.2"), SlotForm.TOTAL);
        // Then
        // 0.1 + 0.2 = 0.3
        assertThat(sum).isEqualTo(new Slot(2, new Fingerprint(0, 3), Optional.of(total("0.3"))));
    }

    @Test
    void equal_values_of_different_scale_are_the_same_slot() {
        assertThat(Slot.ofEvent(ONE, total("5.00"))).isEqualTo(Slot.ofEvent(ONE, total("5")));
    }

    @Test
    void a_maximum_falls_back_to_what_remains() {
        // Given
        Slot slot = Slot.ofEvent(ONE, extreme("3")).add(TWO, extreme("7"), SlotForm.GREATEST);
        // When
        Slot rest = slot.retractRecomputing(TWO, List.of(extreme("3")), SlotForm.GREATEST);
        // Then
        assertThat(rest).isEqualTo(Slot.ofEvent(ONE, extreme("3")));
    }

    @Test
    void a_maximum_is_not_subtracted() {
        assertThatThrownBy(() -> Slot.ofEvent(ONE, extreme("1")).retract(ONE, extreme("1"), SlotForm.GREATEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GREATEST");
    }

    @Test
    void a_recomputed_slot_must_keep_all_other_contributions() {
        Slot two = Slot.ofEvent(ONE, extreme("1")).add(TWO, extreme("10"), SlotForm.GREATEST);

        assertThatThrownBy(() -> two.retractRecomputing(TWO, List.of(), SlotForm.GREATEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 contributions");
    }

    @Test
    void a_fingerprint_carries_and_borrows_over_64_bits() {
        // Given
        Fingerprint allOnes = new Fingerprint(0, -1L);
        // When
        Fingerprint sum = allOnes.plus(ONE);
        // Then
        // (2^64 - 1) + 1 = 2^64
        assertThat(sum).isEqualTo(new Fingerprint(1, 0));
        assertThat(sum.minus(ONE)).isEqualTo(allOnes);
    }

    @Test
    void a_fingerprint_is_shown_as_32_hex_digits_and_read_again() {
        Fingerprint fingerprint = new Fingerprint(0x0123456789abcdefL, 0xfL);

        assertThat(fingerprint.hex()).isEqualTo("0123456789abcdef000000000000000f");
        assertThat(Fingerprint.parse(fingerprint.hex())).isEqualTo(fingerprint);
    }
}
