package io.tallyhouse.billing.run.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.Bill;
import io.tallyhouse.billing.credit.RunCredits;
import io.tallyhouse.billing.credit.RunCredits.Demand;
import io.tallyhouse.billing.credit.RunCredits.Payment;
import io.tallyhouse.billing.run.BillingRuns.CutDecision;
import io.tallyhouse.billing.run.BillingRuns.CutDecision.Cut;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lets the documents of a batch be paid with credits, in the transaction that makes its runs DONE: in order of date, so
 * that what the first leaves is there for the next. A run whose customer is about to get another grant waits for that.
 */
@ApplicationScoped
class CreditedRuns {
    private static final int FIRST_REVISION = 1;
    private static final Duration WAIT = Duration.ofMillis(500);

    private final RunCredits.Within<SqlConnection> credits;

    CreditedRuns(RunCredits.Within<SqlConnection> credits) {
        this.credits = credits;
    }

    /** @param wall now, by wall time */
    Uni<List<CutDecision>> pay(SqlConnection transaction, List<CutDecision> decisions, Instant wall) {
        List<Cut> cuts = decisions.stream()
                .filter(Cut.class::isInstance)
                .map(Cut.class::cast)
                .sorted(Comparator.comparing((Cut cut) -> cut.run().invoiceDate())
                        .thenComparing(cut -> cut.run().scheduleId()))
                .toList();
        List<Demand> demands = cuts.stream().map(CreditedRuns::demand).toList();
        return credits.within(transaction).burn(demands).map(payments -> {
            List<CutDecision> paid = new ArrayList<>(decisions.stream()
                    .filter(decision -> !(decision instanceof Cut))
                    .toList());
            for (int index = 0; index < cuts.size(); index++) {
                paid.add(paid(cuts.get(index), payments.get(index), wall));
            }
            return List.copyOf(paid);
        });
    }

    private static Demand demand(Cut cut) {
        InvoiceRequested document = cut.document();
        return new Demand(
                document.tenant(),
                document.runId(),
                FIRST_REVISION,
                document.customer().id(),
                new Bill(document.currency(), document.issueDate(), document.lines()),
                document.requestedAt());
    }

    private static CutDecision paid(Cut cut, Payment payment, Instant wall) {
        if (payment.isToWait()) {
            return new CutDecision.Postpone(cut.run(), wall.plus(WAIT));
        }
        if (payment.lines().isEmpty()) {
            return cut;
        }
        List<RequestedLine> lines = new ArrayList<>(cut.document().lines());
        lines.addAll(payment.lines());
        return new Cut(cut.run(), cut.document().withLines(lines), cut.schedule(), cut.settlement());
    }
}
