package io.tallyhouse.metrics.seat.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.metrics.seat.ReadSeats.CustomerBalance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Balances by customer, in the order asked for. */
record SeatBalancesResponse(List<CustomerSeats> items) {
    /**
     * One customer's.
     *
     * @param total of all types
     */
    record CustomerSeats(String customer, String total, List<TypeBalance> balances) {}

    /**
     * One type's.
     *
     * @param group the type, by the properties that the metric groups by
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TypeBalance(
            String metricId, Map<String, @Nullable String> group, boolean overflow, String balance, Instant changedAt) {
        private static TypeBalance from(CustomerBalance found) {
            return new TypeBalance(
                    found.metric().id().value(),
                    found.balance().group().named(found.metric().groupBy()),
                    found.balance().group().isOverflow(),
                    Decimals.text(found.balance().balance()),
                    found.balance().changedAt());
        }
    }

    static SeatBalancesResponse from(List<String> customers, List<CustomerBalance> found, boolean excludeZero) {
        return new SeatBalancesResponse(customers.stream()
                .map(customer -> seats(
                        customer,
                        found.stream()
                                .filter(balance -> balance.customer().equals(customer))
                                .toList(),
                        excludeZero))
                .toList());
    }

    private static CustomerSeats seats(String customer, List<CustomerBalance> own, boolean excludeZero) {
        BigDecimal total =
                own.stream().map(balance -> balance.balance().balance()).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<TypeBalance> balances = own.stream()
                .filter(balance -> !excludeZero || balance.balance().balance().signum() != 0)
                .map(TypeBalance::from)
                .toList();
        return new CustomerSeats(customer, Decimals.text(total), balances);
    }
}
