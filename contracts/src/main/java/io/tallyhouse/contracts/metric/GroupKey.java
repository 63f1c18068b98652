package io.tallyhouse.contracts.metric;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a metric's {@code groupBy} properties, in its order; a missing value is its own group (null). Written
 * as a JSON array: {@code []} without grouping, {@code ["m3"]}, {@code [null]}.
 */
public record GroupKey(@JsonValue String encoded) {
    public static final GroupKey NONE = new GroupKey("[]");
    /** Where everything goes beyond the groups that a subject may have in a day. No list of values is written so. */
    public static final GroupKey OVERFLOW = new GroupKey("overflow");

    private static final ObjectMapper JSON = new ObjectMapper();

    @JsonCreator
    public static GroupKey parse(String encoded) {
        return new GroupKey(encoded);
    }

    public static GroupKey of(List<@Nullable String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        String only = values.size() == 1 ? values.get(0) : null;
        if (only != null && isPlain(only)) {
            return new GroupKey("[\"" + only + "\"]");
        }
        try {
            return new GroupKey(JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("group " + values, e);
        }
    }

    /** Needs no escapes in JSON. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
                return false;
            }
        }
        return true;
    }

    public boolean isOverflow() {
        return equals(OVERFLOW);
    }

    /** Not of {@link #OVERFLOW}, which stands for many. */
    public List<@Nullable String> values() {
        try {
            return Collections.unmodifiableList(Arrays.asList(JSON.readValue(encoded, String[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("group key " + encoded, e);
        }
    }

    /** Property to value, in the order of {@code groupBy}; empty for {@link #OVERFLOW}. */
    public Map<String, @Nullable String> named(List<String> groupBy) {
        if (isOverflow()) {
            return Map.of();
        }
        List<@Nullable String> values = values();
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        for (int index = 0; index < groupBy.size(); index++) {
            named.put(groupBy.get(index), values.get(index));
        }
        return Collections.unmodifiableMap(named);
    }
}
