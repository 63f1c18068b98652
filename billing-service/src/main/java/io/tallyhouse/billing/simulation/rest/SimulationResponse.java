package io.tallyhouse.billing.simulation.rest;

import io.tallyhouse.billing.simulation.SimulatedAmount;
import io.tallyhouse.billing.simulation.Simulation;
import io.tallyhouse.billing.simulation.Simulation.State;
import io.tallyhouse.billing.simulation.Simulations.Summary;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A simulation as it is answered.
 *
 * @param done how many schedules were rated, of {@code total}
 * @param summaries by currency, of what was rated so far
 */
public record SimulationResponse(
        String id,
        State status,
        long done,
        long total,
        LocalDate from,
        LocalDate to,
        List<CurrencySummary> summaries,
        Instant createdAt) {
    static SimulationResponse from(Simulation simulation, List<Summary> summaries) {
        return new SimulationResponse(
                simulation.id(),
                simulation.state(),
                simulation.done(),
                simulation.total(),
                simulation.from(),
                simulation.to(),
                summaries.stream().map(CurrencySummary::from).toList(),
                simulation.createdAt());
    }

    /**
     * @param winners customers who would pay less
     * @param losers customers who would pay more
     */
    public record CurrencySummary(
            String currency,
            String before,
            String after,
            String difference,
            long customers,
            long winners,
            long losers) {
        static CurrencySummary from(Summary summary) {
            CurrencyCode currency = new CurrencyCode(summary.currency());
            Money before = new Money(currency, summary.before());
            Money after = new Money(currency, summary.after());
            return new CurrencySummary(
                    summary.currency(),
                    before.text(),
                    after.text(),
                    after.minus(before).text(),
                    summary.customers(),
                    summary.winners(),
                    summary.losers());
        }
    }

    /** What one customer would owe. */
    public record Amount(CustomerId customerId, CurrencyCode currency, String before, String after, String difference) {
        static Amount from(SimulatedAmount amount) {
            Money before = new Money(amount.currency(), amount.before());
            Money after = new Money(amount.currency(), amount.after());
            return new Amount(
                    amount.customer(),
                    amount.currency(),
                    before.text(),
                    after.text(),
                    after.minus(before).text());
        }

        /** Ids and figures need no quotes. */
        String csv() {
            return String.join(",", customerId.value(), currency.code(), before, after, difference);
        }
    }

    /**
     * Customers, those first who would pay most more.
     *
     * @param next what to give as {@code offset} for those after; absent at the end
     */
    public record Amounts(List<Amount> items, java.util.Optional<Integer> next) {}
}
