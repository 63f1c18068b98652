package io.tallyhouse.ingest.intake;

import static io.tallyhouse.ingest.intake.EventAttribute.DATA;
import static io.tallyhouse.ingest.intake.EventAttribute.DATACONTENTTYPE;
import static io.tallyhouse.ingest.intake.EventAttribute.DATASCHEMA;
import static io.tallyhouse.ingest.intake.EventAttribute.ID;
import static io.tallyhouse.ingest.intake.EventAttribute.REVISION;
import static io.tallyhouse.ingest.intake.EventAttribute.SOURCE;
import static io.tallyhouse.ingest.intake.EventAttribute.SPECVERSION;
import static io.tallyhouse.ingest.intake.EventAttribute.SUBJECT;
import static io.tallyhouse.ingest.intake.EventAttribute.TIME;
import static io.tallyhouse.ingest.intake.EventAttribute.TYPE;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that the attributes of an event have in a way in, and which of them it must have. */
public enum EventShape {
    /** CloudEvents 1.0. Extensions other than {@code revision} are refused, so that a typing error does not go unseen. */
    CLOUD_EVENT(
            "",
            Set.of(ID, TYPE, SUBJECT),
            List.of(
                    new Name("id", ID),
                    new Name("type", TYPE),
                    new Name("subject", SUBJECT),
                    new Name("source", SOURCE),
                    new Name("time", TIME),
                    new Name("specversion", SPECVERSION),
                    new Name("revision", REVISION),
                    new Name("data", DATA),
                    new Name("datacontenttype", DATACONTENTTYPE),
                    new Name("dataschema", DATASCHEMA))),
    /**
     * Of {@code POST /v1/usage-events}: the customer's event id alone is the identity, across all aliases. An
     * event without one has one made for it.
     */
    CUSTOMER_EVENT(
            EventShape.CUSTOMER_EVENT_SOURCE,
            Set.of(TYPE, SUBJECT),
            List.of(
                    new Name("eventType", TYPE),
                    new Name("customerAlias", SUBJECT),
                    new Name("eventTimestamp", TIME),
                    new Name("customerEventId", ID),
                    new Name("eventProperties", DATA)));

    /** The source of all events of that shape. No event of another shape may name it, for it could not be moved. */
    public static final String CUSTOMER_EVENT_SOURCE = "usage-events";

    private record Name(String text, EventAttribute attribute) {}

    private final String source;
    private final Set<EventAttribute> required;
    private final Map<String, EventAttribute> attributes = new LinkedHashMap<>();
    private final Map<EventAttribute, String> names = new EnumMap<>(EventAttribute.class);
    private final String known;

    EventShape(String source, Set<EventAttribute> required, List<Name> attributeNames) {
        this.source = source;
        this.required = required;
        attributeNames.forEach(name -> {
            attributes.put(name.text(), name.attribute());
            names.put(name.attribute(), name.text());
        });
        List<String> texts = List.copyOf(attributes.keySet());
        int last = texts.size() - 1;
        known = String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
    }

    /** Whether this is the name of the flat object with the event's properties. */
    public boolean isData(String name) {
        return attributes.get(name) == DATA;
    }

    /** Of events that name none. */
    String source() {
        return source;
    }

    @Nullable
    EventAttribute named(String name) {
        return attributes.get(name);
    }

    String pointer(EventAttribute attribute) {
        return "/" + names.getOrDefault(attribute, "");
    }

    boolean requires(EventAttribute attribute) {
        return required.contains(attribute);
    }

    /** All names, for messages. */
    String known() {
        return known;
    }
}
