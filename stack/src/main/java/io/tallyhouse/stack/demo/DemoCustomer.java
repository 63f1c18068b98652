package io.tallyhouse.stack.demo;

import java.time.ZoneId;
import java.util.List;

/** A customer of the sample and how busy it is. */
record DemoCustomer(String name, String legalName, ZoneId zone, String country, int requestsPerDay) {
    static final List<DemoCustomer> ALL = List.of(
            new DemoCustomer("acme", "Acme Corporation", ZoneId.of("UTC"), "US", 90),
            new DemoCustomer("globex", "Globex GmbH", ZoneId.of("Europe/Berlin"), "DE", 40),
            new DemoCustomer("initech", "Initech LLC", ZoneId.of("America/New_York"), "US", 15),
            new DemoCustomer("kaveri", "Kaveri Software Pvt Ltd", ZoneId.of("Asia/Kolkata"), "IN", 5));

    /** Ids carry the first month, so that a demo in a later month bills a sample of its own. */
    String id(String firstMonth) {
        return name + "-" + firstMonth;
    }
}
