package io.tallyhouse.billing.rest.query;

import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kit.rest.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; absent ones are null. Faults name the parameter, as {@code ?status}. */
public final class Filters {
    private static final int YEARS_AHEAD_MAX = 5;

    private Filters() {}

    public static Slice slice(PageRequest page) {
        return new Slice(page.limit(), page.after(), page.before());
    }

    /** @throws InvalidInput if the text is no id */
    public static <T> Optional<T> id(String name, @Nullable String text, Function<String, T> id) {
        if (text == null) {
            return Optional.empty();
        }
        if (!IdGrammar.accepts(text)) {
            throw new InvalidInput(
                    List.of(new Violation("?" + name, "'" + shown(text) + "' must be " + IdGrammar.DESCRIPTION)));
        }
        return Optional.of(id.apply(text));
    }

    /** @throws InvalidInput if the text is none of the constants */
    public static <E extends Enum<E>> Optional<E> oneOf(String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(List.of(new Violation(
                        "?" + name,
                        "'" + shown(text) + "' must be one of " + Arrays.toString(type.getEnumConstants()))))));
    }

    /** False if it is absent. */
    public static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new InvalidInput(List.of(new Violation("?" + name, "'" + shown(text) + "' must be true or false")));
    }

    /**
     * The last day of a preview.
     *
     * @throws InvalidInput if the text is no date, or one beyond five years: a schedule with an open end has no last invoice
     */
    public static Optional<LocalDate> through(@Nullable String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC).plusYears(YEARS_AHEAD_MAX);
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.isAfter(last)) {
                throw new InvalidInput(List.of(new Violation("?through", "'" + day + "' must not be after " + last)));
            }
            return Optional.of(day);
        } catch (DateTimeParseException e) {
            throw new InvalidInput(List.of(new Violation("?through", "must be a date as 2026-10-01")));
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
