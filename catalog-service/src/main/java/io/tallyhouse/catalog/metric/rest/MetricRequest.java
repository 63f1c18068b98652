package io.tallyhouse.catalog.metric.rest;

import io.tallyhouse.catalog.metric.DefinitionTerms;
import io.tallyhouse.catalog.shelf.PlainText;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.kernel.aggregation.Aggregation;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A metric as callers send it. */
@Schema(requiredProperties = {"name", "eventType", "aggregation"})
record MetricRequest(
        Optional<String> id,
        String name,
        String eventType,
        Aggregation aggregation,
        Optional<String> property,
        List<PropertyFilter> filters,
        List<String> groupBy) {
    private static final int FILTERS_MAX = 20;
    private static final int FILTER_VALUES_MAX = 100;
    private static final int GROUP_BY_MAX = 1;

    /** @param pathId the metric that a PUT replaces; empty for a POST */
    static MetricRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = PlainText.id(input, pathId);
        Field<String> name = PlainText.read(input, "name").required();
        Field<String> eventType = PlainText.read(input, "eventType").required();
        Field<Aggregation> aggregation =
                input.oneOf("aggregation", Aggregation.class).required();
        Field<String> property = PlainText.read(input, "property");
        aggregation.optional().ifPresent(known -> checkProperty(input, known, property));
        Field<List<PropertyFilter>> filters = input.objects("filters", MetricRequest::filter)
                .check(list -> list.size() <= FILTERS_MAX, "are too many: at most " + FILTERS_MAX + " are possible");
        Field<List<String>> groupBy = PlainText.list(input, "groupBy", Integer.MAX_VALUE);
        if (groupBy.or(List.of()).size() > GROUP_BY_MAX) {
            input.refuse("groupBy", groupBy.get() + " has too many properties: this version groups by one at most");
        }
        return input.build(() -> new MetricRequest(
                id.optional(),
                name.get(),
                eventType.get(),
                aggregation.get(),
                property.optional(),
                filters.or(List.of()),
                groupBy.or(List.of())));
    }

    DefinitionTerms terms() {
        return new DefinitionTerms(eventType, aggregation, property, filters, groupBy);
    }

    MetricRecord replacing(MetricRecord current) {
        return new MetricRecord(name, false, terms().following(current.definition()), current.createdAt());
    }

    private static void checkProperty(JsonInput input, Aggregation aggregation, Field<String> property) {
        if ((aggregation.input() != Aggregation.Input.NOTHING) && property.isAbsent()) {
            input.refuse("property", "is required: " + aggregation + " needs the numeric property to aggregate");
        }
        if (!(aggregation.input() != Aggregation.Input.NOTHING) && property.isPresent()) {
            input.refuse("property", "'" + property.get() + "' must be left out: " + aggregation + " counts events");
        }
    }

    private static PropertyFilter filter(JsonInput input) {
        Field<String> property = PlainText.read(input, "property").required();
        Field<Operator> operator = input.oneOf("operator", Operator.class).required();
        Field<List<String>> values =
                PlainText.list(input, "values", FILTER_VALUES_MAX).required();
        if (values.isPresent() && values.get().isEmpty()) {
            input.refuse("values", "must have at least one value");
        }
        return input.build(() -> new PropertyFilter(property.get(), operator.get(), values.get()));
    }
}
