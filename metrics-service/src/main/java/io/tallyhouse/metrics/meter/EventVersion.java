package io.tallyhouse.metrics.meter;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of an identity that counts, or will once the identity is restored.
 *
 * @param digest of the canonical form: equal digests are the same content
 * @param timeText as sent, or the acceptance time of the first version that was sent without time
 * @param time the event time: what {@code timeText} says
 */
public record EventVersion(Fingerprint digest, String timeText, Instant time, List<Contribution> contributions) {
    public EventVersion {
        contributions = List.copyOf(contributions);
    }

    /** @throws UnreadableRecord if the text is no time */
    public EventVersion(Fingerprint digest, String timeText, List<Contribution> contributions) {
        this(digest, timeText, timeOf(timeText), contributions);
    }

    EventVersion with(Contribution contribution) {
        List<Contribution> more = new ArrayList<>(contributions);
        more.add(contribution);
        return new EventVersion(digest, timeText, time, more);
    }

    static Instant timeOf(String timeText) {
        return Rfc3339.parse(timeText)
                .orElseThrow(() -> new UnreadableRecord(
                        "usage record: time", new DateTimeException("'" + timeText + "' is no RFC 3339 text")));
    }
}
