package io.tallyhouse.billing.adjustment;

import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a run should have billed otherwise.
 *
 * @param sourceRun the run, and {@code sourceDate} the date of its invoice
 * @param differences never empty
 * @param settledBy the run whose document has it, or the document of its own; empty while it is open
 * @param createdAt by the tenant's clock
 */
public record Adjustment(
        TenantId tenant,
        String id,
        ScheduleId scheduleId,
        CustomerId customerId,
        RunId sourceRun,
        LocalDate sourceDate,
        CurrencyCode currency,
        State state,
        List<Difference> differences,
        Optional<RunId> settledBy,
        Instant createdAt) {
    /** How it stands. */
    public enum State {
        /** It waits for the schedule's next run, or for more to come. */
        OPEN,
        /** On a document. */
        BILLED,
        /** As a credit note. */
        CREDITED,
        /** Not settled, because the schedule says so. */
        LET_GO
    }

    public Adjustment {
        differences = List.copyOf(differences);
    }

    /** @param by the run, or the document of its own */
    public Adjustment settled(State as, RunId by) {
        return new Adjustment(
                tenant,
                id,
                scheduleId,
                customerId,
                sourceRun,
                sourceDate,
                currency,
                as,
                differences,
                Optional.of(by),
                createdAt);
    }

    /** More than was billed, or less. */
    public BigDecimal net() {
        return differences.stream().map(Difference::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** As lines of a document; each names the period it is of. */
    public List<RequestedLine> lines() {
        return differences.stream()
                .map(difference -> new RequestedLine(
                        LineKind.ADJUSTMENT,
                        "Adjustment of the invoice of " + sourceDate + ": " + name(difference.key()),
                        difference.key().priceId(),
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.ONE,
                        difference.net(),
                        difference.servicePeriod(),
                        difference.steps(),
                        difference.proof()))
                .toList();
    }

    private static String name(Difference.Key key) {
        return switch (key.kind()) {
            case MINIMUM -> "minimum";
            case MAXIMUM -> "maximum";
            case CHARGE, DISCOUNT, CREDIT, GRANT, ADJUSTMENT -> key.description();
        };
    }
}
