package io.tallyhouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.stack.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** An operation of the public API, as the merged OpenAPI document has it. */
record Operation(String method, String template, List<Parameter> parameters, boolean hasBody) {
    /** @param in path, query or header */
    record Parameter(String in, String name, boolean required) {
        private static Parameter from(JsonNode parameter) {
            return new Parameter(
                    parameter.path("in").asText(),
                    parameter.path("name").asText(),
                    parameter.path("required").asBoolean());
        }
    }

    /** All operations of the document that the gateway serves. */
    static List<Operation> all() {
        Answer answer = Request.to("GET", "/openapi").send();
        if (answer.status() != 200) {
            throw new IllegalStateException("GET /openapi answered " + answer.status() + ": " + answer.text());
        }
        List<Operation> operations = new ArrayList<>();
        answer.json()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(operation ->
                                operations.add(from(operation.getKey(), path.getKey(), operation.getValue()))));
        return operations;
    }

    private static Operation from(String method, String template, JsonNode operation) {
        List<Parameter> parameters = StreamSupport.stream(
                        operation.path("parameters").spliterator(), false)
                .map(Parameter::from)
                .toList();
        return new Operation(method.toUpperCase(Locale.ROOT), template, parameters, operation.has("requestBody"));
    }

    List<Parameter> parameters(String in) {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals(in))
                .toList();
    }

    boolean isRead() {
        return method.equals("GET");
    }

    boolean isForOperators() {
        return template.startsWith("/v1/tenants");
    }

    /** {@code customers} of {@code /v1/customers/{id}}. */
    String collection() {
        return template.split("/", -1)[2];
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
