package io.tallyhouse.catalog.tenant.rest;

import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant as the operator asks for it. */
@Schema(requiredProperties = {"name", "mode"})
record TenantRequest(Optional<String> id, String name, Mode mode) {
    static TenantRequest read(JsonInput input) {
        Field<String> id = input.id("id")
                .check(
                        text -> !text.equals(TenantRecord.OPERATOR.value()),
                        "is reserved for those who run the house; choose another");
        Field<String> name = input.line("name").required();
        Field<Mode> mode = input.oneOf("mode", Mode.class).required();
        return input.build(() -> new TenantRequest(id.optional(), name.get(), mode.get()));
    }
}
