package io.tallyhouse.contracts.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/events,                        INGEST",
        "GET,    /v1/events,                        INGEST",
        "DELETE, /v1/events/acme/e-1,               INGEST",
        "POST,   /v1/events/acme/e-1/restore,       INGEST",
        "GET,    /v1/metrics/m1/usage,              METRICS",
        "POST,   /v1/metrics,                       CATALOG",
        "GET,    /v1/metrics/m1,                    CATALOG",
        "GET,    /v1/metrics/usage,                 CATALOG",
        "PUT,    /v1/metrics/m1/versions/2/usage,   CATALOG",
        "POST,   /v1/tenants,                       CATALOG",
        "GET,    /v1/access-keys,                   CATALOG",
        "POST,   /v1/test-clock,                    CATALOG",
        "GET,    /v1/customers/acme,                CATALOG",
        "POST,   /v1/products,                      CATALOG",
        "POST,   /v1/prices/p1/archive,             CATALOG",
        "POST,   /v1/schedules,                     BILLING",
        "GET,    /v1/schedules/s1/preview,          BILLING",
        "GET,    /v1/billing-runs,                  BILLING",
        "POST,   /v1/credit-grants,                 BILLING",
        "POST,   /v1/credit-grants/g1/void,         BILLING",
        "GET,    /v1/customers/acme/credit-balances, BILLING",
        "POST,   /v1/rating/calculate,              BILLING",
        "GET,    /v1/invoices,                      INVOICE",
        "POST,   /v1/invoices/i1/finalise,          INVOICE",
        "GET,    /v1/invoices/i1/pdf,               INVOICE",
        "GET,    /v1/invoices/,                     INVOICE",
    })
    void the_most_literal_row_answers(String method, String path, Service service) {
        assertThat(Routes.serviceFor(method, path)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v1",
                "/v2/events",
                "/events",
                "/v1/eventsx",
                "/v1/test-clock/now",
                "/internal/customers/acme",
                "/q/health",
                "/v1/Events",
                "/x/v1/events"
            })
    void no_row_answers_what_is_not_in_the_table(String path) {
        assertThat(Routes.serviceFor("GET", path)).isEmpty();
    }
}
