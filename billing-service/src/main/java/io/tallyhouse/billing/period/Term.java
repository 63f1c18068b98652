package io.tallyhouse.billing.period;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The days of a schedule or of a phase, both ends included.
 *
 * @param end last day; empty for an open end
 */
public record Term(LocalDate start, Optional<LocalDate> end) {
    public Term {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        if (end.isPresent() && end.get().isBefore(start)) {
            throw new IllegalArgumentException("end " + end.get() + " is before start " + start);
        }
    }

    public static Term of(DateRange days) {
        return new Term(days.start(), Optional.of(days.end()));
    }

    public static Term openFrom(LocalDate start) {
        return new Term(start, Optional.empty());
    }

    /** All days, if there is a last one. */
    public Optional<DateRange> days() {
        return end.map(last -> new DateRange(start, last));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && !endsBefore(day);
    }

    public boolean endsBefore(LocalDate day) {
        return end.isPresent() && end.get().isBefore(day);
    }

    /** The days of {@code range} that belong to this term. */
    public Optional<DateRange> intersection(DateRange range) {
        LocalDate from = later(start, range.start());
        LocalDate to = end.isPresent() && end.get().isBefore(range.end()) ? end.get() : range.end();
        return to.isBefore(from) ? Optional.empty() : Optional.of(new DateRange(from, to));
    }

    /** The days that belong to both terms. */
    public Optional<Term> intersection(Term other) {
        LocalDate from = later(start, other.start);
        Optional<LocalDate> to =
                end.isPresent() && (other.end.isEmpty() || end.get().isBefore(other.end.get())) ? end : other.end;
        return to.isPresent() && to.get().isBefore(from) ? Optional.empty() : Optional.of(new Term(from, to));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
