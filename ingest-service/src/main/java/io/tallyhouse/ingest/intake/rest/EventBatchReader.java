package io.tallyhouse.ingest.intake.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventIntake;
import io.tallyhouse.ingest.intake.EventLimits;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.SentValue;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one event or an array of events, token by token. The whole body is read before anything is accepted, so that
 * broken JSON anywhere in it accepts nothing.
 */
@ApplicationScoped
class EventBatchReader {
    private static final int NESTING_MAX = 100;

    private final JsonFactory json;
    private final IntakeLimits limits;
    private final EventLimits eventLimits;

    EventBatchReader(IntakeLimits limits) {
        this.limits = limits;
        this.eventLimits = limits.event();
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

    /**
     * @throws MalformedJson if the body is not JSON in UTF-8
     * @throws ProblemException with BODY_TOO_LARGE if the body, the batch or an event in it is
     */
    SentBatch read(byte[] body, Acceptance acceptance) {
        requireSize(body.length, limits.bodySizeMax().asLongValue(), "", "The body");
        CharBuffer text = Utf8Text.decode(body);
        try (JsonParser parser = json.createParser(text.array(), text.arrayOffset(), text.remaining())) {
            try {
                return new Reading(parser, text, acceptance).batch();
            } catch (JsonProcessingException e) {
                throw malformed(e, parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** One body on its way through the parser. */
    private final class Reading {
        private final JsonParser parser;
        private final CharBuffer text;
        private final Acceptance acceptance;

        Reading(JsonParser parser, CharBuffer text, Acceptance acceptance) {
            this.parser = parser;
            this.text = text;
            this.acceptance = acceptance;
        }

        SentBatch batch() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJson("the body is empty; send an event or an array of events");
            }
            boolean isArray = first == JsonToken.START_ARRAY;
            List<EventVerdict> verdicts = isArray ? events() : List.of(event(""));
            if (parser.nextToken() != null) {
                throw new MalformedJson("there is more after the first JSON value; send several events as an array");
            }
            return new SentBatch(isArray, verdicts);
        }

        private List<EventVerdict> events() throws IOException {
            List<EventVerdict> verdicts = new ArrayList<>();
            int events = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (events++ < limits.batchEventsMax()) {
                    verdicts.add(event("/" + (events - 1)));
                } else {
                    parser.skipChildren();
                }
            }
            requireSize(events, limits.batchEventsMax(), "", "The array", "events");
            return verdicts;
        }

        private EventVerdict event(String pointer) throws IOException {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            EventIntake intake = new EventIntake(acceptance, eventLimits);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                attributes(intake);
            } else {
                intake.notAnObject(value());
            }
            int end = (int) parser.currentLocation().getCharOffset();
            // three bytes of UTF-8 a character at most: most events need no counting
            long sizeMax = limits.eventSizeMax().asLongValue();
            if ((end - start) * 3L > sizeMax) {
                requireSize(Utf8Text.length(text, start, end), sizeMax, pointer, "The event");
            }
            return intake.verdict();
        }

        private void attributes(EventIntake intake) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_OBJECT && name.equals("data")) {
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

    private static void requireSize(long size, long sizeMax, String pointer, String what) {
        requireSize(size, sizeMax, pointer, what, "bytes");
    }

    private static void requireSize(long size, long sizeMax, String pointer, String what, String unit) {
        if (size > sizeMax) {
            String where = pointer.isEmpty() ? "" : " at " + pointer;
            String detail = what + where + " has " + size + " " + unit + "; at most " + sizeMax
                    + " are taken. Nothing was accepted.";
            throw new ProblemException(Problem.of(ProblemType.BODY_TOO_LARGE, new Violation(pointer, detail)));
        }
    }

    /** The reader's words without its advice, which is about the reader. */
    private static MalformedJson malformed(JsonProcessingException e, JsonParser parser) {
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        String path = parser.getParsingContext().pathAsPointer().toString();
        String words = e.getOriginalMessage()
                .replaceAll("(?s): enable `.*", "")
                .replaceAll(", from `[^`]*`", "")
                .replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ");
        return new MalformedJson("the body is not valid JSON" + place
                + (path.isEmpty() ? "" : " (near " + shortened(path) + ")") + ": "
                + shortened(words) + ". Nothing was accepted");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 197) + "...";
    }
}
