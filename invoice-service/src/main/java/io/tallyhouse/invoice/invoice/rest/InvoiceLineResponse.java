package io.tallyhouse.invoice.invoice.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.LineProof;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.invoice.document.InvoiceLine;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.Decimals;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
    "kind",
    "description",
    "priceId",
    "metricId",
    "metricVersion",
    "quantity",
    "net",
    "servicePeriod",
    "steps",
    "proof"
})
@Schema(name = "InvoiceLine")
record InvoiceLineResponse(
        LineKind kind,
        String description,

        @Schema(description = "null for a line that several prices share")
        Optional<String> priceId,

        Optional<String> metricId,
        Optional<Integer> metricVersion,

        @Schema(description = "in the metric's units", examples = "5188797")
        String quantity,

        @Schema(description = "rounded to the currency", examples = "15.47")
        String net,

        DaysResponse servicePeriod,

        @Schema(description = "how the net came about, in order")
        List<Step> steps,

        @Schema(description = "which events are billed; null without usage")
        Optional<Proof> proof) {
    static InvoiceLineResponse from(InvoiceLine line) {
        return new InvoiceLineResponse(
                line.kind(),
                line.description(),
                line.priceId().map(PriceId::value),
                line.meteredBy().map(InvoiceLine.MeteredBy::metricId).map(MetricId::value),
                line.meteredBy().flatMap(InvoiceLine.MeteredBy::version),
                line.quantity().text(),
                line.net().text(),
                DaysResponse.from(line.servicePeriod()),
                line.steps().stream().map(Step::from).toList(),
                line.proof().map(Proof::from));
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "InvoiceLineStep")
    record Step(
            @Schema(examples = "TIER") String kind,

            @Schema(examples = "1000000 units × 0.000003 = 3")
            String detail,

            @Schema(description = "full precision; null if the step is no amount")
            Optional<String> amount) {
        static Step from(RatingStep step) {
            return new Step(step.kind(), step.detail(), step.amount().map(Decimals::text));
        }
    }

    @Schema(name = "InvoiceLineProof")
    record Proof(
            long events,

            @Schema(description = "sum of the events' digests, 32 hex digits")
            String fingerprint) {
        static Proof from(LineProof proof) {
            return new Proof(proof.events(), proof.fingerprint().hex());
        }
    }
}
