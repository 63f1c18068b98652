package io.tallyhouse.catalog.testing;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads requests as the REST layer does. */
public final class Faults {
    private Faults() {}

    /** @param json with ' for " */
    public static JsonInput input(String json) {
        return JsonInput.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Every fault that the reader finds, pointer to detail; empty if it finds none. */
    public static Map<String, String> of(String json, Function<JsonInput, ?> reader) {
        Map<String, String> faults = new LinkedHashMap<>();
        try {
            reader.apply(input(json));
        } catch (InvalidInput e) {
            e.violations().forEach(fault -> faults.put(fault.pointer(), fault.detail()));
        }
        return faults;
    }
}
