package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.kernel.money.Decimals;
import java.util.List;

/** The fields that say which events count. */
final class FilterFields {
    private static final int FILTERS_MAX = 20;
    private static final int GROUPS_MAX = 20;
    private static final int VALUES_MAX = 100;
    private static final String TOO_MANY = "are too many: at most " + FILTERS_MAX + " are possible";

    private FilterFields() {}

    static Field<List<PropertyFilter>> all(JsonInput input) {
        return input.objects("filters", FilterFields::filter).check(list -> list.size() <= FILTERS_MAX, TOO_MANY);
    }

    static Field<List<List<PropertyFilter>>> groups(JsonInput input) {
        Field<List<List<PropertyFilter>>> groups = input.objectLists("filterGroups", FilterFields::filter);
        List<List<PropertyFilter>> read = groups.or(List.of());
        if (read.size() > GROUPS_MAX) {
            input.refuse("filterGroups", "has " + read.size() + " groups; at most " + GROUPS_MAX + " are possible");
        }
        for (int index = 0; index < read.size(); index++) {
            int size = read.get(index).size();
            if (size == 0) {
                input.refuse(
                        "filterGroups/" + index, "is empty, and would let every event pass; leave it out or fill it");
            } else if (size > FILTERS_MAX) {
                input.refuse("filterGroups/" + index, "its " + size + " filters " + TOO_MANY);
            }
        }
        return groups;
    }

    private static PropertyFilter filter(JsonInput input) {
        Field<String> property = input.line("property").required();
        Field<Operator> operator = input.oneOf("operator", Operator.class).required();
        Field<List<String>> values = RequestFields.lines(input, "values", VALUES_MAX);
        Field<Boolean> caseSensitive = input.bool("caseSensitive");
        operator.optional().ifPresent(known -> {
            checkValues(input, known, values);
            checkCase(input, known, caseSensitive);
        });
        return input.build(() -> new PropertyFilter(
                property.get(),
                operator.get(),
                values.or(List.of()),
                // true is what holds if nothing is said: the same filter, and no new version
                caseSensitive.optional().filter(sensitive -> !sensitive)));
    }

    private static void checkValues(JsonInput input, Operator operator, Field<List<String>> values) {
        int count = values.or(List.of()).size();
        if (!operator.needsValues()) {
            if (count > 0) {
                input.refuse("values", values.get() + " must be left out: " + operator + " compares with nothing");
            }
        } else if (values.isAbsent()) {
            input.refuse("values", "is required: " + operator + " compares with it");
        } else if (values.isPresent() && count == 0) {
            input.refuse("values", "must have at least one value");
        } else if (values.isPresent() && operator.comparesNumbers()) {
            if (count > 1) {
                input.refuse("values", values.get() + " must be one number: " + operator + " compares with one");
            } else if (Decimals.parse(values.get().get(0)).isEmpty()) {
                input.refuse(
                        "values/0",
                        "'" + values.get().get(0) + "' must be a number, as \"0.10\": " + operator
                                + " compares numbers");
            }
        }
    }

    private static void checkCase(JsonInput input, Operator operator, Field<Boolean> caseSensitive) {
        if (caseSensitive.isPresent() && (operator.comparesNumbers() || !operator.needsValues())) {
            input.refuse(
                    "caseSensitive",
                    "'" + caseSensitive.get() + "' must be left out: " + operator + " compares no texts");
        }
    }
}
