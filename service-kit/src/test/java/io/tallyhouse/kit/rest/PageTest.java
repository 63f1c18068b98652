package io.tallyhouse.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyhouse.contracts.json.InvalidInput;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_cursor_is_read_as_it_was_written(long sequence) {
        assertThat(Cursor.read(Cursor.write(sequence))).isEqualTo(OptionalLong.of(sequence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "AQAAAAAAAAAq=", "AQAAAAAAAAAr ", "AgAAAAAAAAAq", "AQAAAAAAAAAqAA", "ü", "%00"})
    void what_is_no_cursor_of_ours_is_refused(String text) {
        assertThat(Cursor.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1e1", "", " 5", "99999999999"})
    void a_limit_out_of_bounds_is_refused(String limit) {
        assertThatThrownBy(() -> PageRequest.read(limit, null, null))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.violations())
                                .hasSize(1)
                                .allMatch(violation -> violation.pointer().equals("?limit")));
    }

    @Test
    void without_parameters_it_is_the_first_twenty() {
        assertThat(PageRequest.read(null, null, null)).isEqualTo(PageRequest.first());
        assertThat(PageRequest.first().fetchSize()).isEqualTo(21);
    }

    @Test
    void going_on_reads_downwards_and_going_back_reads_upwards() {
        PageRequest on = PageRequest.read("5", Cursor.write(7), null);
        PageRequest back = PageRequest.read("5", null, Cursor.write(7));

        assertThat(on.sql("sequence", 2)).isEqualTo("sequence < $2 ORDER BY sequence DESC LIMIT $3");
        assertThat(back.sql("sequence", 2)).isEqualTo("sequence > $2 ORDER BY sequence ASC LIMIT $3");
        assertThat(on.bound()).isEqualTo(7);
        assertThat(back.bound()).isEqualTo(7);
    }

    /** 1 to 12 in pages of 5: 12-8, 7-3, 2-1, and the same pages on the way back. */
    @Test
    void a_walk_to_the_end_and_back_sees_each_item_once_each_way() {
        Page<Long> first = page(PageRequest.read("5", null, null));
        Page<Long> second = page(PageRequest.read("5", first.next(), null));
        Page<Long> third = page(PageRequest.read("5", second.next(), null));
        Page<Long> back = page(PageRequest.read("5", null, third.previous()));

        assertThat(first.items()).containsExactly(12L, 11L, 10L, 9L, 8L);
        assertThat(first.previous()).isNull();
        assertThat(second.items()).containsExactly(7L, 6L, 5L, 4L, 3L);
        assertThat(third.items()).containsExactly(2L, 1L);
        assertThat(third.next()).isNull();
        assertThat(back.items()).isEqualTo(second.items());
        assertThat(page(PageRequest.read("5", null, back.previous()))).isEqualTo(first);
    }

    @Test
    void an_empty_list_is_one_empty_page() {
        assertThat(Page.of(PageRequest.first(), List.<Long>of(), Long::longValue, item -> item))
                .isEqualTo(new Page<>(List.of(), null, null));
    }

    private static Page<Long> page(PageRequest request) {
        boolean backwards = request.before().isPresent();
        List<Long> rows = LongStream.rangeClosed(1, 12)
                .map(number -> backwards ? number : 13 - number)
                .filter(sequence -> backwards ? sequence > request.bound() : sequence < request.bound())
                .limit(request.fetchSize())
                .boxed()
                .toList();
        return Page.of(request, rows, Long::longValue, item -> item);
    }
}
