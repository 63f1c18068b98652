package io.tallyhouse.catalog.shelf;

import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Fields that requests of several kinds have. */
public final class RequestFields {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private RequestFields() {}

    /** An ISO 3166 two-letter code in upper case. */
    public static Field<String> country(JsonInput input, String name) {
        return input.text(name)
                .check(COUNTRIES::contains, "must be an ISO 3166 two-letter country code such as \"PL\"");
    }

    /**
     * The id that a caller chose, if any.
     *
     * @param pathId the id in the path of a PUT, which the body may repeat but not contradict; empty for a POST
     */
    public static Field<String> id(JsonInput input, Optional<String> pathId) {
        Field<String> id = input.id("id");
        return pathId.map(
                        wanted -> id.check(wanted::equals, "must be the id of the path, '" + wanted + "', or left out"))
                .orElse(id);
    }

    /** Up to {@code sizeMax} texts, none twice; each fault has the pointer of its element. */
    public static Field<List<String>> lines(JsonInput input, String name, int sizeMax) {
        Field<List<String>> texts = input.texts(name);
        List<String> values = texts.or(List.of());
        for (int index = 0; index < values.size(); index++) {
            String value = values.get(index);
            if (!PlainText.isLine(value)) {
                input.refuse(name + "/" + index, "'" + value + "' " + PlainText.LINE_RULE);
            } else if (values.indexOf(value) < index) {
                input.refuse(name + "/" + index, "'" + value + "' is listed twice; leave it out here");
            }
        }
        if (values.size() > sizeMax) {
            input.refuse(name, "has " + values.size() + " elements; at most " + sizeMax + " are possible");
        }
        return texts;
    }
}
