package io.tallyhouse.contracts.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an object of strings, as {@code {"model":"m3","region":null}}: a group, or what a group must be. */
public final class TextMapInput {
    private static final int SIZE_MAX = 100;

    private TextMapInput() {}

    /** Values by name, empty for null; nothing at all if there is no such field or it has faults, which are noted. */
    public static Optional<Map<String, Optional<String>>> read(JsonInput input, String name) {
        Optional<JsonNode> sent = input.raw(name);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        JsonNode object = sent.get();
        if (!object.isObject() || object.size() > SIZE_MAX) {
            input.refuse(
                    name,
                    JsonInput.shown(object) + " must be an object of at most " + SIZE_MAX
                            + " strings, as {\"model\":\"m3\"}");
            return Optional.empty();
        }
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        object.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (!value.isTextual() && !value.isNull()) {
                input.refuse(name + "/" + property.getKey(), JsonInput.shown(value) + " must be a string or null");
                return;
            }
            values.put(property.getKey(), value.isTextual() ? Optional.of(value.textValue()) : Optional.empty());
        });
        return Optional.of(values);
    }
}
