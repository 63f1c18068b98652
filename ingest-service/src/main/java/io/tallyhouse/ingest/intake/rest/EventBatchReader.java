package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.json.MalformedJson;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.EventIntake;
import io.tallyhouse.ingest.intake.EventShape;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.SentAttribute;
import io.tallyhouse.ingest.intake.rest.EventJson.Events;
import io.tallyhouse.ingest.intake.rest.EventJson.Framing;
import io.tallyhouse.ingest.intake.rest.EventJson.ReadEvent;
import io.tallyhouse.ingest.intake.rest.Utf8Text.Unreadable;
import io.tallyhouse.kit.rest.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the events of a request. Of JSON the whole body is read before anything is accepted, so that broken JSON
 * anywhere in it accepts nothing; of lines each stands for itself.
 */
@ApplicationScoped
class EventBatchReader {
    private static final byte LINE_FEED = '\n';

    private final EventJson json;
    private final SingleEventReader single;
    private final IntakeLimits limits;

    EventBatchReader(EventJson json, SingleEventReader single, IntakeLimits limits) {
        this.json = json;
        this.single = single;
        this.limits = limits;
    }

    /** Reads the body as its headers say; fails as the methods for each mode do. */
    SentBatch read(HttpServerRequest request, byte[] body, Acceptance acceptance) {
        SentBody sent = SentBody.of(request, body, limits.bodySizeMax().asLongValue());
        return switch (sent.mode()) {
            case JSON -> batch(sent.bytes(), acceptance, EventShape.CLOUD_EVENT);
            case LINES -> lines(sent.bytes(), acceptance);
            case BINARY -> binary(sent.attributes(), sent.bytes(), acceptance);
        };
    }

    /** Reads events named by their customers, as {@link #read}. */
    SentBatch readCustomerEvents(HttpServerRequest request, byte[] body, Acceptance acceptance) {
        SentBody sent = SentBody.of(request, body, limits.bodySizeMax().asLongValue());
        return batch(sent.bytes(), acceptance, EventShape.CUSTOMER_EVENT);
    }

    /**
     * One event, or an array of events.
     *
     * @throws MalformedJson if the body is not JSON in UTF-8
     * @throws ProblemException with BODY_TOO_LARGE if the body, the batch or an event in it is
     */
    SentBatch batch(byte[] body, Acceptance acceptance, EventShape shape) {
        requireBodySize(body);
        try {
            return json.read(
                    ByteBuffer.wrap(body), new Framing(acceptance, shape), this::readBatch, BrokenJson::inText);
        } catch (Unreadable e) {
            throw malformed(e);
        }
    }

    /**
     * One event on each line; blank lines are passed over. A line that is no JSON is that event's fault alone.
     *
     * @throws ProblemException with BODY_TOO_LARGE if the body or the batch is
     */
    SentBatch lines(byte[] body, Acceptance acceptance) {
        requireBodySize(body);
        List<EventVerdict> verdicts = new ArrayList<>();
        int events = 0;
        int number = 0;
        for (int start = 0; start < body.length; ) {
            int end = lineEnd(body, start);
            number++;
            if (!isBlank(body, start, end) && events++ < limits.batchEventsMax()) {
                ByteBuffer line = ByteBuffer.wrap(body, start, end - start);
                verdicts.add(single.line(line, number, acceptance));
            }
            start = end + 1;
        }
        requireEvents(events, "The body");
        return new SentBatch(true, verdicts);
    }

    /**
     * One event whose attributes came in headers; the body is its data (CloudEvents binary mode).
     *
     * @throws MalformedJson if there is a body that is not JSON in UTF-8
     * @throws ProblemException with BODY_TOO_LARGE if the event is too large
     */
    SentBatch binary(List<SentAttribute> attributes, byte[] body, Acceptance acceptance) {
        requireSize(body.length, json.eventSizeMax(), "", "The event's data");
        Framing framing = new Framing(acceptance, EventShape.CLOUD_EVENT);
        EventIntake intake = json.intake(framing);
        attributes.forEach(attribute -> attribute.tell(intake));
        try {
            single.data(ByteBuffer.wrap(body), framing, intake);
        } catch (Unreadable e) {
            throw malformed(e);
        }
        return new SentBatch(false, List.of(intake.verdict()));
    }

    private SentBatch readBatch(Events events) throws IOException {
        if (!events.begin()) {
            throw new MalformedJson("the body is empty; send an event or an array of events");
        }
        return events.isArray()
                ? new SentBatch(true, array(events))
                : new SentBatch(false, List.of(sized(events.event(), "")));
    }

    private List<EventVerdict> array(Events events) throws IOException {
        List<EventVerdict> verdicts = new ArrayList<>();
        int count = 0;
        while (events.next()) {
            if (count++ < limits.batchEventsMax()) {
                verdicts.add(sized(events.event(), "/" + (count - 1)));
            } else {
                events.skip();
            }
        }
        requireEvents(count, "The array");
        return verdicts;
    }

    private EventVerdict sized(ReadEvent read, String pointer) {
        requireSize(read.oversize(), json.eventSizeMax(), pointer, "The event");
        return read.verdict();
    }

    private static int lineEnd(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != LINE_FEED) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int at = start; at < end; at++) {
            if (body[at] != ' ' && body[at] != '\t' && body[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void requireBodySize(byte[] body) {
        requireSize(body.length, limits.bodySizeMax().asLongValue(), "", "The body");
    }

    private void requireEvents(int events, String what) {
        if (events > limits.batchEventsMax()) {
            throw tooLarge("", what + " has " + events + " events; at most " + limits.batchEventsMax());
        }
    }

    private static void requireSize(long size, long sizeMax, String pointer, String what) {
        if (size > sizeMax) {
            String where = pointer.isEmpty() ? "" : " at " + pointer;
            throw tooLarge(pointer, what + where + " has " + size + " bytes; at most " + sizeMax);
        }
    }

    private static ProblemException tooLarge(String pointer, String fault) {
        Violation violation = new Violation(pointer, fault + " are taken. Nothing was accepted.");
        return new ProblemException(Problem.of(ProblemType.BODY_TOO_LARGE, violation));
    }

    private static MalformedJson malformed(Unreadable e) {
        return new MalformedJson("the body " + e.words() + ". Nothing was accepted");
    }
}
