package io.tallyhouse.billing.preview;

import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * An invoice that would be cut.
 *
 * @param running whether its invoice date is after the date asked for: its period runs on that date
 */
public record PreviewedInvoice(
        LocalDate issueDate, DateRange billingPeriod, boolean running, List<RequestedLine> lines) {
    public PreviewedInvoice {
        lines = List.copyOf(lines);
    }

    /** The same with further lines. */
    PreviewedInvoice with(List<RequestedLine> more) {
        return new PreviewedInvoice(
                issueDate,
                billingPeriod,
                running,
                Stream.concat(lines.stream(), more.stream()).toList());
    }
}
