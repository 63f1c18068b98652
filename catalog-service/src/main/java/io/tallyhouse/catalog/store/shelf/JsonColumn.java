package io.tallyhouse.catalog.store.shelf;

import io.tallyhouse.contracts.json.ContractJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A record as a jsonb value, in the dialect of topics. */
public final class JsonColumn {
    private JsonColumn() {}

    public static JsonObject of(Object record) {
        return new JsonObject(new String(ContractJson.write(record), StandardCharsets.UTF_8));
    }

    public static <T> T read(JsonObject column, Class<T> type) {
        return ContractJson.read(column.encode().getBytes(StandardCharsets.UTF_8), type);
    }
}
