package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The legal number of a document, as {@code INV-2026-00001}; five digits at least.
 *
 * @param sequence from 1
 */
public record InvoiceNumber(NumberSeries series, long sequence) {
    private static final Pattern TEXT = Pattern.compile("INV-([0-9]{4})-([0-9]{5,18})");

    public InvoiceNumber {
        requireNonNull(series, "series is null");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + " must be 1 or more");
        }
    }

    /** Reads what {@link #text} wrote. */
    public static InvoiceNumber parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("number '" + text + "' is not of the form INV-2026-00001");
        }
        return new NumberSeries(DocumentKind.INVOICE, Integer.parseInt(matcher.group(1)))
                .number(Long.parseLong(matcher.group(2)));
    }

    public String text() {
        return "%s-%04d-%05d".formatted(series.kind().prefix(), series.year(), sequence);
    }

    @Override
    public String toString() {
        return text();
    }
}
