package io.tallyhouse.billing.schedule;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.kernel.time.DateRange;
import java.time.LocalDate;
import java.util.List;

/** What a schedule would be billed, made by what bills it. Stores nothing. */
public interface Forecast {
    /**
     * The invoices that are not cut yet, through a day, and the one whose period runs on it; and what those that are cut
     * should have billed otherwise.
     *
     * @param schedule as it would stand; it need not be stored so
     */
    Uni<Foreseen> execute(Schedule schedule, LocalDate through);

    /** What came of it. */
    sealed interface Foreseen {
        record Invoices(List<ExpectedInvoice> invoices, List<ExpectedAdjustment> adjustments) implements Foreseen {
            public Invoices {
                invoices = List.copyOf(invoices);
                adjustments = List.copyOf(adjustments);
            }
        }

        record Refused(Problem problem) implements Foreseen {}
    }

    /**
     * What an invoice that is cut should have billed otherwise.
     *
     * @param sourceDate the invoice's date
     */
    record ExpectedAdjustment(LocalDate sourceDate, List<RequestedLine> lines) {
        public ExpectedAdjustment {
            lines = List.copyOf(lines);
        }
    }

    /** @param running whether its invoice date is after the day asked for: its period runs on that day */
    record ExpectedInvoice(LocalDate issueDate, DateRange billingPeriod, boolean running, List<RequestedLine> lines) {
        public ExpectedInvoice {
            lines = List.copyOf(lines);
        }
    }
}
