package io.tallyhouse.billing.rest.query;

import io.tallyhouse.billing.listing.Slice;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kit.rest.PageRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; absent ones are null. Faults name the parameter, as {@code ?status}. */
public final class Filters {
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

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
