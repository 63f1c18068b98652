package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventIntake;
import io.tallyhouse.ingest.intake.EventReading;
import io.tallyhouse.ingest.intake.EventShape;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Refused;
import io.tallyhouse.ingest.intake.SentAttribute;
import io.tallyhouse.ingest.intake.rest.EventJson.Framing;
import io.tallyhouse.ingest.intake.rest.EventJson.ReadEvent;
import io.tallyhouse.ingest.intake.rest.Utf8Text.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link EventReading} of JSON. */
@ApplicationScoped
class SingleEventReader implements EventReading {
    private final EventJson json;

    SingleEventReader(EventJson json) {
        this.json = json;
    }

    @Override
    public EventVerdict structured(byte[] text, Acceptance acceptance) {
        return event(ByteBuffer.wrap(text), acceptance, "the event", BrokenJson::inText);
    }

    @Override
    public EventVerdict binary(List<SentAttribute> attributes, byte[] data, Acceptance acceptance) {
        if (data.length > json.eventSizeMax()) {
            return refused("the event's data " + tooLarge(data.length));
        }
        Framing framing = new Framing(acceptance, EventShape.CLOUD_EVENT);
        EventIntake intake = json.intake(framing);
        attributes.forEach(attribute -> attribute.tell(intake));
        try {
            data(ByteBuffer.wrap(data), framing, intake);
        } catch (Unreadable e) {
            return refused("the event's data " + e.words());
        }
        return intake.verdict();
    }

    /** An event that is a line of its own. */
    EventVerdict line(ByteBuffer text, int number, Acceptance acceptance) {
        return event(text, acceptance, "line " + number, BrokenJson::inLine);
    }

    /** Tells the intake of the data; no bytes are no data. */
    void data(ByteBuffer text, Framing framing, EventIntake intake) throws Unreadable {
        json.read(
                text,
                framing,
                events -> {
                    if (events.begin()) {
                        events.data(intake);
                    }
                    return intake;
                },
                BrokenJson::inText);
    }

    private EventVerdict event(ByteBuffer text, Acceptance acceptance, String what, Function<BrokenJson, String> told) {
        if (text.remaining() > json.eventSizeMax()) {
            return refused(what + " " + tooLarge(text.remaining()));
        }
        try {
            Optional<ReadEvent> read = json.read(
                    text,
                    new Framing(acceptance, EventShape.CLOUD_EVENT),
                    events -> events.begin() ? Optional.of(events.event()) : Optional.empty(),
                    told);
            return read.map(ReadEvent::verdict).orElseGet(() -> refused(what + " is empty"));
        } catch (Unreadable e) {
            return refused(what + " " + e.words());
        }
    }

    private String tooLarge(long size) {
        return "has " + size + " bytes; at most " + json.eventSizeMax() + " are taken";
    }

    private static EventVerdict refused(String detail) {
        return new Refused(Optional.empty(), List.of(new Violation("", detail)));
    }
}
