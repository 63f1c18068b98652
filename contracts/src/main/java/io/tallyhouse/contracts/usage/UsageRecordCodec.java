package io.tallyhouse.contracts.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.data.DataValue.BooleanValue;
import io.tallyhouse.contracts.data.DataValue.NullValue;
import io.tallyhouse.contracts.data.DataValue.NumberValue;
import io.tallyhouse.contracts.data.DataValue.TextValue;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord.EventQuarantined;
import io.tallyhouse.contracts.usage.UsageRecord.EventRestore;
import io.tallyhouse.contracts.usage.UsageRecord.EventVoid;
import io.tallyhouse.contracts.usage.UsageRecord.FormerVersion;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.kernel.id.MetricId;
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
 * The JSON of {@code usage-events}. The field {@code kind} comes first: EVENT, VOID, RESTORE, QUARANTINED, METRIC,
 * REPLAY, REPLAYED or REPLAY_END. Numbers of
 * {@code data} keep their digits as sent. Fields that a newer writer adds are skipped.
 */
public final class UsageRecordCodec {
    private static final JsonFactory JSON = ContractJson.mapper().getFactory();

    private UsageRecordCodec() {}

    public static byte[] write(UsageRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(320);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeRecord(json, record);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeRecord(JsonGenerator json, UsageRecord record) throws IOException {
        if (record instanceof UsageEvent event) {
            writeEvent(json, "EVENT", event);
        } else if (record instanceof EventVoid voided) {
            writeHead(json, "VOID", voided.identity(), voided.acceptedAt());
            writeFormer(json, voided.former());
        } else if (record instanceof EventRestore restored) {
            writeHead(json, "RESTORE", restored.identity(), restored.acceptedAt());
            writeFormer(json, restored.former());
        } else if (record instanceof EventQuarantined quarantined) {
            writeEvent(json, "QUARANTINED", quarantined.event());
            json.writeStringField("reason", quarantined.reason());
        } else if (record instanceof MetricStart start) {
            json.writeStringField("kind", "METRIC");
            json.writeObjectField("definition", start.definition());
        } else if (record instanceof ReplayStart replay) {
            writeVersion(json, "REPLAY", replay.metric(), replay.version());
            json.writeStringField("tenant", replay.tenant().value());
            json.writeNumberField("events", replay.events());
        } else if (record instanceof ReplayedEvent replayed) {
            writeEvent(json, "REPLAYED", replayed.event());
            json.writeStringField("metric", replayed.metric().value());
            json.writeNumberField("version", replayed.version());
            json.writeNumberField("offset", replayed.offset());
            json.writeBooleanField("void", replayed.isVoid());
        } else if (record instanceof ReplayEnd end) {
            writeVersion(json, "REPLAY_END", end.metric(), end.version());
            json.writeStringField("tenant", end.tenant().value());
        }
    }

    private static void writeVersion(JsonGenerator json, String kind, MetricId metric, int version) throws IOException {
        json.writeStringField("kind", kind);
        json.writeStringField("metric", metric.value());
        json.writeNumberField("version", version);
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

    private static void writeEvent(JsonGenerator json, String kind, UsageEvent event) throws IOException {
        writeHead(json, kind, event.identity(), event.acceptedAt());
        json.writeStringField("type", event.type());
        if (event.time().isPresent()) {
            json.writeStringField("time", event.time().get());
        }
        json.writeFieldName("data");
        writeData(json, event.data());
        if (event.revision().isPresent()) {
            json.writeNumberField("revision", event.revision().get());
        }
        writeFormer(json, event.former());
    }

    private static void writeFormer(JsonGenerator json, Optional<FormerVersion> found) throws IOException {
        if (found.isEmpty()) {
            return;
        }
        FormerVersion former = found.get();
        json.writeObjectFieldStart("former");
        json.writeNumberField("offset", former.offset());
        json.writeStringField("type", former.type());
        json.writeStringField("time", former.time());
        json.writeFieldName("data");
        writeData(json, former.data());
        if (former.revision().isPresent()) {
            json.writeNumberField("revision", former.revision().get());
        }
        json.writeBooleanField("void", former.isVoid());
        json.writeEndObject();
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

    /** The fields of one object, in whatever order they came. */
    private static final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private TreeMap<String, DataValue> data = new TreeMap<>();
        private boolean isVoid;
        private @Nullable MetricDefinition definition;
        private @Nullable Fields former;

        Fields(JsonParser json) throws IOException {
            if (json.currentToken() == null) {
                json.nextToken();
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                read(name, json);
            }
        }

        private void read(String name, JsonParser json) throws IOException {
            JsonToken token = json.currentToken();
            if (token == JsonToken.START_OBJECT && name.equals("data")) {
                data = readData(json);
            } else if (token == JsonToken.START_OBJECT && name.equals("definition")) {
                definition = ContractJson.mapper().readValue(json, MetricDefinition.class);
            } else if (token == JsonToken.START_OBJECT && name.equals("former")) {
                former = new Fields(json);
            } else if (token == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(name, json.getLongValue());
            } else if (name.equals("void")) {
                isVoid = token == JsonToken.VALUE_TRUE;
            } else {
                json.skipChildren();
            }
        }

        UsageRecord toRecord() {
            return switch (text("kind")) {
                case "EVENT" -> event();
                case "VOID" -> new EventVoid(identity(), acceptedAt(), formerVersion());
                case "RESTORE" -> new EventRestore(identity(), acceptedAt(), formerVersion());
                case "QUARANTINED" -> new EventQuarantined(event(), text("reason"));
                case "METRIC" -> {
                    if (definition == null) {
                        throw new IllegalArgumentException("definition is missing");
                    }
                    yield new MetricStart(definition);
                }
                case "REPLAY" -> new ReplayStart(tenant(), metric(), version(), number("events"));
                case "REPLAYED" -> new ReplayedEvent(metric(), version(), number("offset"), isVoid, event());
                case "REPLAY_END" -> new ReplayEnd(tenant(), metric(), version());
                default -> throw new IllegalArgumentException("kind '" + text("kind") + "' is unknown");
            };
        }

        private UsageEvent event() {
            return new UsageEvent(
                    identity(),
                    text("type"),
                    Optional.ofNullable(texts.get("time")),
                    acceptedAt(),
                    data,
                    Optional.ofNullable(numbers.get("revision")),
                    formerVersion());
        }

        private Optional<FormerVersion> formerVersion() {
            Fields fields = former;
            return fields == null
                    ? Optional.empty()
                    : Optional.of(new FormerVersion(
                            fields.number("offset"),
                            fields.text("type"),
                            fields.text("time"),
                            fields.data,
                            Optional.ofNullable(fields.numbers.get("revision")),
                            fields.isVoid));
        }

        private Instant acceptedAt() {
            return Rfc3339.parse(text("acceptedAt"))
                    .orElseThrow(() -> new IllegalArgumentException("acceptedAt is no RFC 3339 time"));
        }

        private EventIdentity identity() {
            return new EventIdentity(tenant(), text("subject"), text("source"), text("id"));
        }

        private TenantId tenant() {
            return new TenantId(text("tenant"));
        }

        private MetricId metric() {
            return new MetricId(text("metric"));
        }

        private int version() {
            return Math.toIntExact(number("version"));
        }

        private long number(String name) {
            Long number = numbers.get(name);
            if (number == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return number;
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
