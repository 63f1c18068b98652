package io.tallyhouse.contracts.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The route table of the public API. */
public final class Routes {
    public static final List<Route> TABLE = List.of(
            new Route("*", "/v1/events/**", Service.INGEST),
            new Route("*", "/v1/event-types/**", Service.INGEST),
            new Route("*", "/v1/usage-events", Service.INGEST),
            new Route("*", "/v1/rejected-events/**", Service.INGEST),
            new Route("*", "/v1/metrics/{id}/usage", Service.METRICS),
            new Route("*", "/v1/metrics/{id}/top-customers", Service.METRICS),
            new Route("*", "/v1/metrics/{id}/changes", Service.METRICS),
            new Route("*", "/v1/seat-balances", Service.METRICS),
            new Route("*", "/v1/metrics/**", Service.CATALOG),
            new Route("*", "/v1/tenants/**", Service.CATALOG),
            new Route("*", "/v1/access-keys/**", Service.CATALOG),
            new Route("*", "/v1/test-clock", Service.CATALOG),
            new Route("*", "/v1/customers/{id}/credit-balances", Service.BILLING),
            new Route("*", "/v1/customers/**", Service.CATALOG),
            new Route("*", "/v1/products/**", Service.CATALOG),
            new Route("*", "/v1/prices/**", Service.CATALOG),
            new Route("*", "/v1/list-prices/**", Service.CATALOG),
            new Route("*", "/v1/schedules/**", Service.BILLING),
            new Route("*", "/v1/billing-runs/**", Service.BILLING),
            new Route("*", "/v1/credit-grants/**", Service.BILLING),
            new Route("*", "/v1/rating/**", Service.BILLING),
            new Route("GET", "/v1/adjustments/**", Service.BILLING),
            new Route("*", "/v1/simulations/**", Service.BILLING),
            new Route("GET", "/v1/customers/{id}/current-usage", Service.BILLING),
            new Route("*", "/v1/invoices/**", Service.INVOICE));

    private Routes() {}

    /** @param path without query, as {@code /v1/metrics/m1/usage} */
    public static Optional<Service> serviceFor(String method, String path) {
        return TABLE.stream()
                .filter(route -> route.matches(method, path))
                .max(Comparator.comparingInt(Route::literalness))
                .map(Route::service);
    }
}
