package io.tallyhouse.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.InvoiceId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.kernel.money.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * The one JSON dialect of topics, REST bodies and stored documents: camelCase, decimals as strings, dates as {@code
 * 2026-10-01}, instants in RFC 3339 UTC, ids as strings, absent fields left out. Unknown fields are ignored, so that a
 * newer writer does not stop an older reader.
 */
public final class ContractJson {
    private static final ObjectMapper MAPPER = configure(new ObjectMapper());

    private ContractJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Applies the dialect to a mapper, for example the one of the REST layer. */
    public static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.registerModules(new Jdk8Module(), new JavaTimeModule(), kernelTypes())
                .setDefaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** A strict reader for what callers send: a repeated key or trailing text is an error. */
    static ObjectMapper strictMapper() {
        return JsonMapper.builder()
                .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static SimpleModule kernelTypes() {
        SimpleModule module = new SimpleModule("tallyhouse-kernel");
        asText(module, BigDecimal.class, BigDecimal::toPlainString, BigDecimal::new);
        asText(module, CurrencyCode.class, CurrencyCode::code, CurrencyCode::new);
        asText(module, CustomerId.class, CustomerId::value, CustomerId::new);
        asText(module, Fingerprint.class, Fingerprint::hex, Fingerprint::parse);
        asText(module, GrantId.class, GrantId::value, GrantId::new);
        asText(module, InvoiceId.class, InvoiceId::value, InvoiceId::new);
        asText(module, MetricId.class, MetricId::value, MetricId::new);
        asText(module, PriceId.class, PriceId::value, PriceId::new);
        asText(module, ProductId.class, ProductId::value, ProductId::new);
        asText(module, Quantity.class, quantity -> Decimals.text(quantity.value()), Quantity::of);
        asText(module, RunId.class, RunId::value, RunId::new);
        asText(module, ScheduleId.class, ScheduleId::value, ScheduleId::new);
        asText(module, TenantId.class, TenantId::value, TenantId::new);
        asText(module, ZoneId.class, ZoneId::getId, ZoneId::of);
        return module;
    }

    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(write.apply(value));
            }
        });
        module.addKeySerializer(type, new com.fasterxml.jackson.databind.JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeFieldName(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return read.apply(json.getText());
            }
        });
        module.addKeyDeserializer(type, new com.fasterxml.jackson.databind.KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return read.apply(key);
            }
        });
    }
}
