package io.tallyhouse.billing.store.column;

import io.tallyhouse.contracts.json.ContractJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Documents as values of jsonb columns. */
public final class JsonColumns {
    private JsonColumns() {}

    public static JsonObject write(Object document) {
        return new JsonObject(Buffer.buffer(ContractJson.write(document)));
    }

    public static <T> T read(JsonObject column, Class<T> type) {
        return ContractJson.read(column.toBuffer().getBytes(), type);
    }
}
