package io.tallyhouse.metrics.usage.rest;

import io.tallyhouse.kernel.money.Decimals;
import io.tallyhouse.metrics.usage.TopCustomers;
import io.tallyhouse.metrics.usage.TopCustomers.Place;
import java.util.List;

/** Customers, the one with the greatest value first. */
record TopCustomersResponse(List<TopCustomer> items) {
    /**
     * One of them.
     *
     * @param customer its id, or a subject that is nobody's
     * @param mapped false for a subject that is nobody's
     */
    record TopCustomer(String customer, boolean mapped, String value, long events) {
        private static TopCustomer from(Place place) {
            return new TopCustomer(
                    place.customer(),
                    place.mapped(),
                    Decimals.text(place.usage().value().orElseThrow()),
                    place.usage().events());
        }
    }

    static TopCustomersResponse from(TopCustomers top) {
        return new TopCustomersResponse(
                top.places().stream().map(TopCustomer::from).toList());
    }
}
