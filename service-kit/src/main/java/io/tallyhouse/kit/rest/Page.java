package io.tallyhouse.kit.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param next value of {@code after} for the page of older items; null, and shown so, if there is none
 * @param previous value of {@code before} for the page of newer items; null if there is none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"items", "next", "previous"})
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable String previous) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes the page from what a statement with {@link PageRequest#sql} found, at most {@link PageRequest#fetchSize}
     * rows, in the order found.
     */
    public static <R, T> Page<T> of(
            PageRequest request, List<R> rows, ToLongFunction<R> sequence, Function<R, T> item) {
        boolean more = rows.size() > request.limit();
        boolean backwards = request.before().isPresent();
        List<R> shown = new ArrayList<>(more ? rows.subList(0, request.limit()) : rows);
        if (backwards) {
            Collections.reverse(shown);
        }
        if (shown.isEmpty()) {
            return new Page<>(List.of(), null, null);
        }
        boolean hasOlder = backwards || more;
        boolean hasNewer = backwards ? more : request.after().isPresent();
        return new Page<>(
                shown.stream().map(item).toList(),
                hasOlder ? Cursor.write(sequence.applyAsLong(shown.get(shown.size() - 1))) : null,
                hasNewer ? Cursor.write(sequence.applyAsLong(shown.get(0))) : null);
    }

    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next, previous);
    }
}
