package io.tallyhouse.ingest.archive.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyhouse.contracts.data.DataValue;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.usage.UsageRecordCodec;
import io.tallyhouse.ingest.archive.EventVersion;
import io.tallyhouse.ingest.archive.EventVersion.State;
import io.tallyhouse.ingest.archive.MetricUse;
import io.tallyhouse.ingest.archive.MetricUse.Unusable;
import io.tallyhouse.kernel.id.MetricId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of an event. */
@Schema(name = "ArchivedEvent")
record EventResponse(
        String id,
        String source,
        String subject,
        String type,

        @Schema(
                description = "As sent; or that of the version before it, or the time of acceptance",
                format = "date-time")
        String time,

        Instant acceptedAt,

        @Schema(type = SchemaType.OBJECT, description = "Values as sent") @JsonRawValue
        String data,

        State state,

        @Schema(description = "The highest that it was sent with")
        Optional<Long> revision,

        @Schema(description = "How often the same content was sent again")
        int duplicates,

        @Schema(description = "Why it is in quarantine") Optional<String> reason,

        @Schema(description = "Metrics that count it, by their newest definition")
        List<MetricId> countedBy,

        @Schema(description = "Metrics whose filters it passes, but which find no value in it")
        List<UnusableFor> unusable) {
    /** Why a metric cannot use the version. */
    @Schema(name = "UnusableFor")
    record UnusableFor(MetricId metric, String reason) {
        static UnusableFor from(Unusable unusable) {
            return new UnusableFor(unusable.metric(), unusable.reason());
        }
    }

    static EventResponse from(EventVersion version, MetricUse use) {
        return new EventResponse(
                version.identity().id(),
                version.identity().source(),
                version.identity().subject(),
                version.content().type(),
                version.time(),
                version.first().acceptedAt(),
                json(version.content().data()),
                version.state(),
                version.revision(),
                version.duplicates(),
                version.first().reason(),
                use.countedBy(),
                use.unusable().stream().map(UnusableFor::from).toList());
    }

    private static String json(Map<String, DataValue> data) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ContractJson.mapper().getFactory().createGenerator(text)) {
            UsageRecordCodec.writeData(json, data);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
