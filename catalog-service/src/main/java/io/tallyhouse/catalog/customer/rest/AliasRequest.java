package io.tallyhouse.catalog.customer.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.problem.Violation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A name that a customer gets.
 *
 * @param from first day in the customer's zone; for always if absent
 */
@Schema(requiredProperties = {"alias"})
record AliasRequest(String alias, Optional<LocalDate> from) {
    static AliasRequest read(JsonInput input) {
        Field<String> alias = input.line("alias").required();
        Field<LocalDate> from = input.date("from");
        return input.build(() -> new AliasRequest(alias.get(), from.optional()));
    }

    /** @param text the query parameter, if it was given */
    static Optional<LocalDate> lastDay(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        JsonInput query = JsonInput.of(JsonNodeFactory.instance.objectNode().put("to", text));
        Field<LocalDate> day = query.date("to");
        if (!day.isPresent()) {
            throw new InvalidInput(List.of(new Violation("?to", "'" + text + "' must be a date as \"2026-10-31\"")));
        }
        return day.optional();
    }
}
