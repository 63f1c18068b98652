package io.tallyhouse.contracts.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.DataValue.BooleanValue;
import io.tallyhouse.contracts.usage.DataValue.NullValue;
import io.tallyhouse.contracts.usage.DataValue.NumberValue;
import io.tallyhouse.contracts.usage.DataValue.TextValue;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.id.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code usage-events}. The field {@code kind} comes first: EVENT, VOID, RESTORE or METRIC. Numbers of
 * {@code data} keep their digits as sent. Fields that a newer writer adds are skipped.
 */
public final class UsageRecordCodec {
    private static final JsonFactory JSON = ContractJson.mapper().getFactory();

    private UsageRecordCodec() {}

    public static byte[] write(UsageRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(320);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (record instanceof UsageEvent event) {
                writeEvent(json, event);
            } else if (record instanceof EventVoid voided) {
                writeHead(json, "VOID", voided.identity(), voided.acceptedAt());
            } else if (record instanceof EventRestore restored) {
                writeHead(json, "RESTORE", restored.identity(), restored.acceptedAt());
            } else if (record instanceof MetricStart start) {
                json.writeStringField("kind", "METRIC");
                json.writeObjectField("definition", start.definition());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeHead(JsonGenerator json, String kind, EventIdentity identity, Instant acceptedAt)
            throws IOException {
        json.writeStringField("kind", kind);
        json.writeStringField("tenant", identity.tenant().value());
        json.writeStringField("subject", identity.subject());
        json.writeStringField("source", identity.source());
        json.writeStringField("id", identity.id());
        json.writeStringField("acceptedAt", acceptedAt.toString());
    }

    private static void writeEvent(JsonGenerator json, UsageEvent event) throws IOException {
        writeHead(json, "EVENT", event.identity(), event.acceptedAt());
        json.writeStringField("type", event.type());
        if (event.time().isPresent()) {
            json.writeStringField("time", event.time().get());
        }
        json.writeFieldName("data");
        writeData(json, event.data());
    }

    /** Writes {@code data} as a JSON object with numbers as sent. */
    public static void writeData(JsonGenerator json, Map<String, DataValue> data) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, DataValue> property : data.entrySet()) {
            json.writeFieldName(property.getKey());
            DataValue value = property.getValue();
            if (value instanceof NumberValue number) {
                json.writeNumber(number.text());
            } else if (value instanceof TextValue text) {
                json.writeString(text.text());
            } else if (value instanceof BooleanValue bool) {
                json.writeBoolean(bool.value());
            } else {
                json.writeNull();
            }
        }
        json.writeEndObject();
    }

    /** @throws UnreadableRecord if the bytes are no such record */
    public static UsageRecord read(byte[] value) {
        try (JsonParser json = JSON.createParser(value)) {
            return new Fields(json).toRecord();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableRecord("usage record: " + e.getMessage(), e);
        }
    }

    /** Reads {@code data} at the parser's current object start. */
    public static TreeMap<String, DataValue> readData(JsonParser json) throws IOException {
        TreeMap<String, DataValue> data = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                data.put(key, new NumberValue(json.getText()));
            } else if (token == JsonToken.VALUE_STRING) {
                data.put(key, new TextValue(json.getText()));
            } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                data.put(key, new BooleanValue(json.getBooleanValue()));
            } else if (token == JsonToken.VALUE_NULL) {
                data.put(key, new NullValue());
            } else {
                throw new IllegalArgumentException("data must be flat, but '" + key + "' is not");
            }
        }
        return data;
    }

    /** The fields of one record, in whatever order they came. */
    private static final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private TreeMap<String, DataValue> data = new TreeMap<>();
        private @Nullable MetricDefinition definition;

        Fields(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_OBJECT && name.equals("data")) {
                    data = readData(json);
                } else if (token == JsonToken.START_OBJECT && name.equals("definition")) {
                    definition = ContractJson.mapper().readValue(json, MetricDefinition.class);
                } else if (token == JsonToken.VALUE_STRING) {
                    texts.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }

        UsageRecord toRecord() {
            return switch (text("kind")) {
                case "EVENT" ->
                    new UsageEvent(
                            identity(), text("type"), Optional.ofNullable(texts.get("time")), acceptedAt(), data);
                case "VOID" -> new EventVoid(identity(), acceptedAt());
                case "RESTORE" -> new EventRestore(identity(), acceptedAt());
                case "METRIC" -> {
                    if (definition == null) {
                        throw new IllegalArgumentException("definition is missing");
                    }
                    yield new MetricStart(definition);
                }
                default -> throw new IllegalArgumentException("kind '" + text("kind") + "' is unknown");
            };
        }

        private Instant acceptedAt() {
            return Rfc3339.parse(text("acceptedAt"))
                    .orElseThrow(() -> new IllegalArgumentException("acceptedAt is no RFC 3339 time"));
        }

        private EventIdentity identity() {
            return new EventIdentity(new TenantId(text("tenant")), text("subject"), text("source"), text("id"));
        }

        private String text(String name) {
            String text = texts.get(name);
            if (text == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return text;
        }
    }
}
