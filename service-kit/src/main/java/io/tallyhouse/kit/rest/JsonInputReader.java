package io.tallyhouse.kit.rest;

import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.contracts.json.MalformedJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes {@link JsonInput} a parameter of resource methods. JSON on the wire is UTF-8 (RFC 8259), nothing else. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public final class JsonInputReader implements MessageBodyReader<JsonInput> {
    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonInput.class;
    }

    @Override
    public JsonInput readFrom(
            Class<JsonInput> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = BodyLimit.readAll(body);
        requireUtf8(bytes);
        return JsonInput.parse(bytes);
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            // a new decoder reports bad input, where String would replace it
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new MalformedJson("the body is not valid UTF-8");
        }
    }
}
