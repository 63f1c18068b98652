package io.tallyhouse.metrics.usage;

import io.tallyhouse.contracts.catalog.SubjectOwners.Ownership;
import io.tallyhouse.contracts.catalog.SubjectSpan;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Splits subjects among those whose they are, each moment once: times that are nobody's stay with the subject. */
final class SubjectShares {
    private SubjectShares() {}

    /** Someone and the subjects that are theirs, each with its time. */
    record Share(String customer, boolean mapped, List<SubjectSpan> spans) {
        Share {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Customers first, then subjects that are nobody's for a time at least; each by name.
     *
     * @param period what does not touch it is left out
     */
    static List<Share> of(Collection<String> subjects, Collection<Ownership> ownerships, ServicePeriod period) {
        Map<String, List<SubjectSpan>> mapped = new TreeMap<>();
        ownerships.forEach(
                ownership -> mapped.computeIfAbsent(ownership.customer().value(), absent -> new ArrayList<>())
                        .add(ownership.span()));
        Map<String, List<SubjectSpan>> taken =
                ownerships.stream().map(Ownership::span).collect(Collectors.groupingBy(SubjectSpan::subject));
        List<Share> shares = new ArrayList<>();
        mapped.forEach((customer, spans) -> add(shares, new Share(customer, true, touching(spans, period))));
        subjects.stream()
                .sorted()
                .forEach(subject -> add(
                        shares,
                        new Share(
                                subject,
                                false,
                                touching(nobodys(subject, taken.getOrDefault(subject, List.of())), period))));
        return shares;
    }

    private static void add(List<Share> shares, Share share) {
        if (!share.spans().isEmpty()) {
            shares.add(share);
        }
    }

    private static List<SubjectSpan> touching(List<SubjectSpan> spans, ServicePeriod period) {
        return spans.stream().filter(span -> span.overlaps(period)).toList();
    }

    /** The times between those that are taken, which do not overlap. */
    private static List<SubjectSpan> nobodys(String subject, List<SubjectSpan> taken) {
        List<SubjectSpan> gaps = new ArrayList<>();
        Optional<Instant> free = Optional.empty();
        for (SubjectSpan span : taken.stream()
                .sorted(Comparator.comparing(span -> span.from().orElse(Instant.MIN)))
                .toList()) {
            if (span.from().isPresent() && !span.from().equals(free)) {
                gaps.add(new SubjectSpan(subject, free, span.from()));
            }
            if (span.to().isEmpty()) {
                return gaps;
            }
            free = span.to();
        }
        gaps.add(new SubjectSpan(subject, free, Optional.empty()));
        return gaps;
    }
}
