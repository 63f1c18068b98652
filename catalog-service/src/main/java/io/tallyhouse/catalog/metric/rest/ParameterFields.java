package io.tallyhouse.catalog.metric.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.catalog.metric.ParameterText;
import io.tallyhouse.contracts.catalog.MetricParameter;
import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameters of an expression. */
final class ParameterFields {
    private static final int PARAMETERS_MAX = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    /** Words of CEL, which cannot stand after a point. */
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "in");

    private ParameterFields() {}

    static Field<List<MetricParameter>> read(JsonInput input) {
        Field<List<MetricParameter>> parameters = input.objects("parameters", ParameterFields::parameter)
                .check(
                        list -> list.size() <= PARAMETERS_MAX,
                        "are too many: at most " + PARAMETERS_MAX + " are possible");
        Set<String> names = new HashSet<>();
        List<MetricParameter> read = parameters.or(List.of());
        for (int index = 0; index < read.size(); index++) {
            if (!names.add(read.get(index).name())) {
                input.refuse(
                        "parameters/" + index + "/name",
                        "'" + read.get(index).name() + "' is listed twice; give each parameter a name of its own");
            }
        }
        return names.size() == read.size() ? parameters : parameters.check(list -> false, "have a name twice");
    }

    private static MetricParameter parameter(JsonInput input) {
        Field<String> name = input.text("name")
                .required()
                .check(
                        text -> NAME.matcher(text).matches() && !RESERVED.contains(text),
                        "must be a name of letters, digits and '_' that params.<name> can stand for");
        Field<Type> type = input.oneOf("type", Type.class).required();
        Optional<String> text = input.raw("default")
                .flatMap(value -> type.optional()
                        .flatMap(known -> text(known, value))
                        .or(() -> {
                            type.optional()
                                    .ifPresent(
                                            known -> input.refuse("default", value + " " + ParameterText.rule(known)));
                            return Optional.empty();
                        }));
        if (input.raw("default").isEmpty()) {
            input.refuse("default", "is required: what the parameter is unless somebody says otherwise");
        }
        return input.build(() -> new MetricParameter(name.get(), type.get(), text.orElseThrow()));
    }

    private static Optional<String> text(Type type, JsonNode value) {
        boolean possible = value.isTextual() || type == Type.INTEGER && value.isIntegralNumber();
        return possible ? ParameterText.canonical(type, value.asText()) : Optional.empty();
    }
}
