package io.tallyhouse.billing.credit.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.billing.credit.CreditGrant.State;
import io.tallyhouse.billing.credit.CreditUnit;
import io.tallyhouse.billing.credit.GrantTerms;
import io.tallyhouse.billing.credit.Recurrence.Frequency;
import io.tallyhouse.billing.credit.Recurrence.Rollover;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A credit grant as it is answered.
 *
 * @param currency null for units
 * @param metricId null for money
 * @param seriesId id of the first of the grants that come again; null for one that does not
 * @param occurrence its place among them, from 1
 * @param timeZone whose days the dates are
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "CreditGrant")
public record CreditGrantResponse(
        GrantId id,
        long version,
        State state,
        CustomerId customerId,
        String name,
        CreditUnit.Type type,
        Optional<CurrencyCode> currency,
        Optional<MetricId> metricId,
        String amount,
        String balance,
        Optional<CostResponse> cost,
        boolean createInvoice,
        LocalDate effectiveOn,
        Optional<LocalDate> expiresOn,
        int priority,
        Optional<RecurrenceResponse> recurrence,
        Optional<GrantId> seriesId,
        Optional<Integer> occurrence,
        ZoneId timeZone,
        Instant createdAt) {

    /** @param now by the tenant's clock, for the state */
    static CreditGrantResponse from(CreditGrant grant, Instant now) {
        GrantTerms terms = grant.terms();
        return new CreditGrantResponse(
                terms.id(),
                grant.standing().version(),
                grant.stateAt(now),
                terms.customerId(),
                terms.name(),
                terms.unit().type(),
                terms.unit().currency(),
                terms.unit().metricId(),
                terms.unit().text(terms.amount()),
                terms.unit().text(grant.balance()),
                terms.cost().map(CostResponse::from),
                terms.createInvoice(),
                terms.effectiveOn(),
                terms.expiresOn(),
                terms.priority(),
                terms.series().map(series -> RecurrenceResponse.from(terms)),
                terms.series().map(GrantTerms.Series::first),
                terms.series().map(GrantTerms.Series::occurrence),
                terms.zone(),
                terms.createdAt());
    }

    /** What the customer pays for it. */
    @Schema(name = "CreditGrantCost")
    public record CostResponse(String amount, CurrencyCode currency) {
        static CostResponse from(GrantTerms.Cost cost) {
            return new CostResponse(CreditUnit.cash(cost.currency()).text(cost.amount()), cost.currency());
        }
    }

    /** How it comes again. */
    @Schema(name = "CreditGrantRecurrence")
    public record RecurrenceResponse(
            Frequency frequency, int interval, Optional<LocalDate> until, RolloverResponse rollover) {
        static RecurrenceResponse from(GrantTerms terms) {
            var recurrence = terms.series().orElseThrow().recurrence();
            return new RecurrenceResponse(
                    recurrence.frequency(),
                    recurrence.interval(),
                    recurrence.until(),
                    new RolloverResponse(
                            recurrence.rollover().mode(),
                            recurrence.rollover().amount().map(terms.unit()::text)));
        }
    }

    /** How much of the rest is carried into the next one. */
    @Schema(name = "CreditGrantRollover")
    public record RolloverResponse(Rollover.Mode mode, Optional<String> amount) {}
}
