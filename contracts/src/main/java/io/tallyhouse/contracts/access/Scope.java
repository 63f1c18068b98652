package io.tallyhouse.contracts.access;

import java.util.Arrays;
import java.util.Optional;

/** One permission of an access key. */
public enum Scope {
    /** Send, void and restore usage events. */
    EVENTS_WRITE("events:write"),
    /** Read everything of the tenant. */
    READ("read"),
    /** Write customers, products, prices and metrics. */
    CATALOG("catalog"),
    /** Write schedules. */
    BILLING("billing"),
    /** Finalise and void invoices. */
    INVOICES("invoices"),
    /** Access keys and the test clock. */
    ADMIN("admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As written in the API: {@code events:write}. */
    public String text() {
        return text;
    }

    public static Optional<Scope> parse(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }
}
