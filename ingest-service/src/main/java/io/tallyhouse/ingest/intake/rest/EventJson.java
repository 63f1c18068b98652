package io.tallyhouse.ingest.intake.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventIds;
import io.tallyhouse.ingest.intake.EventIntake;
import io.tallyhouse.ingest.intake.EventLimits;
import io.tallyhouse.ingest.intake.EventShape;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.SentValue;
import io.tallyhouse.ingest.intake.rest.Utf8Text.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.function.Function;

/** Reads events token by token, without building a tree. */
@ApplicationScoped
class EventJson {
    static final int NESTING_MAX = 100;

    private final JsonFactory json;
    private final EventIds ids;
    private final EventLimits eventLimits;
    private final long eventSizeMax;

    EventJson(IntakeLimits limits, EventIds ids) {
        this.ids = ids;
        this.eventLimits = limits.event();
        this.eventSizeMax = limits.eventSizeMax().asLongValue();
        // numbers, texts and names are as long as the body allows, so that a fault in them is told as one of its event
        int lengthMax = Math.toIntExact(limits.bodySizeMax().asLongValue());
        this.json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_MAX)
                        .maxNumberLength(lengthMax)
                        .maxStringLength(lengthMax)
                        .maxNameLength(lengthMax)
                        .build())
                .build();
    }

    /** What the events of a text are, and when they are accepted. */
    record Framing(Acceptance acceptance, EventShape shape) {}

    /** A read over a parser that stands before the first token; it must end at the end of the text. */
    interface Reader<T> {
        T read(Events events) throws IOException;
    }

    EventIntake intake(Framing framing) {
        return new EventIntake(framing.acceptance(), eventLimits, framing.shape(), ids);
    }

    long eventSizeMax() {
        return eventSizeMax;
    }

    /**
     * Reads a text as UTF-8.
     *
     * @param told how JSON that is broken is told
     * @throws Unreadable if the bytes are not UTF-8, or not one JSON value
     */
    <T> T read(ByteBuffer bytes, Framing framing, Reader<T> reader, Function<BrokenJson, String> told)
            throws Unreadable {
        CharBuffer text = Utf8Text.decode(bytes);
        try (JsonParser parser = json.createParser(text.array(), text.arrayOffset(), text.remaining())) {
            try {
                T read = reader.read(new Events(parser, text, framing));
                if (parser.nextToken() != null) {
                    throw new Unreadable("has more after the first JSON value");
                }
                return read;
            } catch (JsonProcessingException e) {
                throw new Unreadable(told.apply(BrokenJson.of(e, parser)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** An event, and its size in bytes of UTF-8 if that is more than events may have, else 0. */
    record ReadEvent(EventVerdict verdict, long oversize) {}

    /** The events of one text on its way through the parser. */
    final class Events {
        private final JsonParser parser;
        private final CharBuffer text;
        private final Framing framing;

        Events(JsonParser parser, CharBuffer text, Framing framing) {
            this.parser = parser;
            this.text = text;
            this.framing = framing;
        }

        /** Moves to the first token; false if there is none. */
        boolean begin() throws IOException {
            return parser.nextToken() != null;
        }

        boolean isArray() {
            return parser.currentToken() == JsonToken.START_ARRAY;
        }

        /** Whether the array that the parser is in has one more value, which is at the parser then. */
        boolean next() throws IOException {
            return parser.nextToken() != JsonToken.END_ARRAY;
        }

        void skip() throws IOException {
            parser.skipChildren();
        }

        ReadEvent event() throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            EventIntake intake = intake(framing);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                attributes(intake);
            } else {
                intake.notAnObject(value());
            }
            return new ReadEvent(intake.verdict(), oversize(start));
        }

        /** The value at the parser, as {@code data} of an event whose attributes came by themselves. */
        void data(EventIntake intake) throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                intake.data();
                properties(intake);
            } else {
                intake.attribute("data", value());
            }
        }

        private long oversize(int start) {
            int end = (int) parser.currentLocation().getCharOffset();
            // three bytes of UTF-8 a character at most: most events need no counting
            if ((end - start) * 3L <= eventSizeMax) {
                return 0;
            }
            int size = Utf8Text.length(text, start, end);
            return size > eventSizeMax ? size : 0;
        }

        private void attributes(EventIntake intake) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_OBJECT && framing.shape().isData(name)) {
                    intake.data();
                    properties(intake);
                } else {
                    intake.attribute(name, value());
                }
            }
        }

        private void properties(EventIntake intake) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                intake.property(key, value());
            }
        }

        /** The value at the parser, which is then at the value's end. */
        private SentValue value() throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_STRING -> SentValue.text(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> SentValue.number(parser.getText());
                case VALUE_TRUE -> SentValue.TRUE;
                case VALUE_FALSE -> SentValue.FALSE;
                case START_OBJECT -> {
                    parser.skipChildren();
                    yield SentValue.OBJECT;
                }
                case START_ARRAY -> {
                    parser.skipChildren();
                    yield SentValue.ARRAY;
                }
                default -> SentValue.NULL;
            };
        }
    }
}
