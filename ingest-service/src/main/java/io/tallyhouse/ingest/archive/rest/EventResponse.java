package io.tallyhouse.ingest.archive.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tallyhouse.ingest.archive.ArchivedEvent;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of an event. */
@Schema(name = "ArchivedEvent")
record EventResponse(
        String id,
        String source,
        String subject,
        String type,

        @Schema(description = "As sent, or the time of acceptance", format = "date-time")
        String time,

        Instant acceptedAt,

        @Schema(type = SchemaType.OBJECT, description = "Values as sent") @JsonRawValue
        String data,

        ArchivedEvent.State state) {
    static EventResponse from(ArchivedEvent event) {
        return new EventResponse(
                event.id(),
                event.source(),
                event.subject(),
                event.type(),
                event.time(),
                event.acceptedAt(),
                event.data(),
                event.state());
    }
}
