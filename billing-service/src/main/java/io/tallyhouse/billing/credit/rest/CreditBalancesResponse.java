package io.tallyhouse.billing.credit.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.credit.CreditBalance;
import io.tallyhouse.billing.credit.CreditUnit;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What credit a customer has, as it is answered.
 *
 * @param asOf by the tenant's clock
 */
@Schema(name = "CreditBalances")
public record CreditBalancesResponse(CustomerId customerId, Instant asOf, List<Balance> items) {
    static CreditBalancesResponse from(CustomerId customer, Instant asOf, List<CreditBalance> balances) {
        return new CreditBalancesResponse(
                customer, asOf, balances.stream().map(Balance::from).toList());
    }

    /**
     * Of one currency or one metric.
     *
     * @param balance usable now
     * @param upcoming of grants whose first usable day is to come
     * @param grants how many are usable now
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "CreditBalance")
    public record Balance(
            CreditUnit.Type type,
            Optional<CurrencyCode> currency,
            Optional<MetricId> metricId,
            String balance,
            String upcoming,
            int grants) {
        static Balance from(CreditBalance balance) {
            CreditUnit unit = balance.unit();
            return new Balance(
                    unit.type(),
                    unit.currency(),
                    unit.metricId(),
                    unit.text(balance.usable()),
                    unit.text(balance.upcoming()),
                    balance.grants());
        }
    }
}
