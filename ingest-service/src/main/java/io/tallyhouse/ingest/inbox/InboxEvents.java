package io.tallyhouse.ingest.inbox;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventReading;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.SentAttribute;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads records by the Kafka binding of CloudEvents: in structured mode the value is the event, in binary mode headers
 * {@code ce_*} are its attributes and the value its data. Without headers the value is the event.
 */
@ApplicationScoped
public class InboxEvents {
    private static final String ATTRIBUTE_PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String CLOUD_EVENTS = "application/cloudevents";
    private static final String STRUCTURED = CLOUD_EVENTS + "+json";
    private static final int SHOWN_MAX = 60;

    private final EventReading reading;

    public InboxEvents(EventReading reading) {
        this.reading = reading;
    }

    /** Never throws. */
    public EventVerdict read(InboxRecord record, Acceptance acceptance) {
        String type = mediaType(record);
        if (type.startsWith(CLOUD_EVENTS) && !type.equals(STRUCTURED)) {
            return refused(
                    "the content type is '" + shown(type) + "'; send one event in each record, as " + STRUCTURED);
        }
        List<SentAttribute> attributes = record.headers().stream()
                .filter(header -> header.name().startsWith(ATTRIBUTE_PREFIX))
                .map(InboxEvents::attribute)
                .toList();
        if (!type.equals(STRUCTURED) && !attributes.isEmpty()) {
            return isJson(type)
                    ? reading.binary(attributes, record.value().orElse(new byte[0]), acceptance)
                    : refused("the content type is '" + shown(type) + "'; send the data as application/json");
        }
        return record.value()
                .map(value -> reading.structured(value, acceptance))
                .orElseGet(() -> refused("the record has no value; send an event as JSON"));
    }

    private static boolean isJson(String type) {
        return type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
    }

    private static String mediaType(InboxRecord record) {
        return record.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(CONTENT_TYPE))
                .map(header -> text(header.value()).orElse("?"))
                .map(value -> value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    private static SentAttribute attribute(InboxHeader header) {
        String name = header.name().substring(ATTRIBUTE_PREFIX.length());
        return text(header.value())
                .map(value -> SentAttribute.of(name, value))
                .orElseGet(() -> SentAttribute.unreadable(name, "must be a text in UTF-8"));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String shown(String type) {
        String start = type.length() <= SHOWN_MAX ? type : type.substring(0, SHOWN_MAX) + "...";
        return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD");
    }

    private static EventVerdict refused(String detail) {
        return new Refused(Optional.empty(), List.of(new Violation("", detail)));
    }
}
