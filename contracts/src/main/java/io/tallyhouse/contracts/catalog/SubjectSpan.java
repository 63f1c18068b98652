package io.tallyhouse.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A subject whose usage is a customer's: always, or for a part of time.
 *
 * @param from first moment; empty if there is no beginning
 * @param to first moment at which the usage is the customer's no more; empty if there is no end
 */
public record SubjectSpan(String subject, Optional<Instant> from, Optional<Instant> to) {
    /** A subject that is the customer's always. */
    public static SubjectSpan always(String subject) {
        return new SubjectSpan(subject, Optional.empty(), Optional.empty());
    }

    /** The subjects of the spans, each once. */
    public static List<String> subjects(Collection<SubjectSpan> spans) {
        return spans.stream().map(SubjectSpan::subject).distinct().toList();
    }

    public boolean overlaps(ServicePeriod period) {
        return from.map(period.to()::isAfter).orElse(true)
                && to.map(period.from()::isBefore).orElse(true);
    }

    @JsonIgnore
    public boolean isLimited() {
        return from.isPresent() || to.isPresent();
    }
}
