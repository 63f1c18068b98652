package io.tallyhouse.contracts.route;

/** The services behind the gateway, by the name that is also their module, database and host name. */
public enum Service {
    INGEST("ingest-service"),
    METRICS("metrics-service"),
    CATALOG("catalog-service"),
    BILLING("billing-service"),
    INVOICE("invoice-service");

    private final String moduleName;

    Service(String moduleName) {
        this.moduleName = moduleName;
    }

    public String moduleName() {
        return moduleName;
    }
}
