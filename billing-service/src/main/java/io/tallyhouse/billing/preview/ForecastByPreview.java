package io.tallyhouse.billing.preview;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.adjustment.Difference;
import io.tallyhouse.billing.preview.PreviewSchedule.Outcome;
import io.tallyhouse.billing.recheck.PreviewAdjustments;
import io.tallyhouse.billing.recheck.PreviewAdjustments.PreviewedAdjustment;
import io.tallyhouse.billing.schedule.Forecast;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an operation on a schedule would bring, from the same preview as that of a schedule that stands. */
@ApplicationScoped
class ForecastByPreview implements Forecast {
    private final PreviewSchedule previewSchedule;
    private final PreviewAdjustments previewAdjustments;

    ForecastByPreview(PreviewSchedule previewSchedule, PreviewAdjustments previewAdjustments) {
        this.previewSchedule = previewSchedule;
        this.previewAdjustments = previewAdjustments;
    }

    @Override
    public Uni<Foreseen> execute(Schedule schedule, LocalDate through) {
        return previewSchedule
                .execute(schedule, through)
                .chain(outcome -> outcome instanceof Outcome.Previewed previewed
                        ? adjustments(schedule).map(adjustments -> foreseen(previewed, adjustments))
                        : Uni.createFrom().item(refused(outcome, through)));
    }

    private Uni<List<PreviewedAdjustment>> adjustments(Schedule schedule) {
        return schedule.inDraft() ? Uni.createFrom().item(List.of()) : previewAdjustments.execute(schedule);
    }

    private static Foreseen foreseen(Outcome.Previewed previewed, List<PreviewedAdjustment> adjustments) {
        return new Foreseen.Invoices(
                previewed.invoices().stream()
                        .map(invoice -> new ExpectedInvoice(
                                invoice.issueDate(), invoice.billingPeriod(), invoice.running(), invoice.lines()))
                        .toList(),
                adjustments.stream()
                        .map(adjustment -> new ExpectedAdjustment(
                                adjustment.sourceDate(),
                                adjustment.differences().stream()
                                        .map(ForecastByPreview::line)
                                        .toList()))
                        .toList());
    }

    private static RequestedLine line(Difference difference) {
        return new RequestedLine(
                LineKind.ADJUSTMENT,
                difference.key().description(),
                difference.key().priceId(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                difference.net(),
                difference.servicePeriod(),
                difference.steps(),
                difference.proof());
    }

    private static Foreseen refused(Outcome outcome, LocalDate through) {
        if (outcome instanceof Outcome.Refused refused) {
            return new Foreseen.Refused(refused.problem());
        }
        Outcome.TooMany many = (Outcome.TooMany) outcome;
        return new Foreseen.Refused(Problem.of(
                ProblemType.INVALID_INPUT,
                new Violation(
                        "?through",
                        "'" + through + "' would make " + many.invoices() + " invoices, and a preview has at most "
                                + many.most() + "; ask for an earlier day")));
    }
}
