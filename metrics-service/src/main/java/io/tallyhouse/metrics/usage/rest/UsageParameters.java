package io.tallyhouse.metrics.usage.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.kernel.time.ServicePeriod;
import io.tallyhouse.kit.rest.QueryReader;
import io.tallyhouse.metrics.usage.Asked;
import io.tallyhouse.metrics.usage.Asked.Reach;
import io.tallyhouse.metrics.usage.Granularity;
import io.tallyhouse.metrics.usage.GroupFilter;
import io.tallyhouse.metrics.usage.UsageRequest.Span;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query parameters of usage. */
record UsageParameters(Asked asked, Span span, GroupFilter groups) {
    private static final List<String> KNOWN =
            List.of("customer", "includeChildren", "from", "to", "timeZone", "granularity");
    private static final String GROUP = "group.";
    private static final int CUSTOMERS_MAX = 100;

    /** @throws InvalidInput with every fault */
    static UsageParameters read(MultivaluedMap<String, String> query) {
        QueryReader reader = new QueryReader(query, KNOWN, List.of("customer"), Optional.of(GROUP));
        List<String> customers = reader.texts("customer", CUSTOMERS_MAX, "a customer's id, or any subject");
        Reach reach = reader.flag("includeChildren") ? Reach.DESCENDANTS : Reach.THEMSELVES;
        ZoneId zone = reader.zone();
        Granularity granularity = reader.oneOf("granularity", Granularity.values(), Granularity.TOTAL);
        Optional<ServicePeriod> period = reader.period(zone);
        reader.complete();
        return new UsageParameters(
                new Asked(customers, reach), new Span(period.orElseThrow(), zone, granularity), groups(query));
    }

    /** An empty value asks for events without the property. */
    private static GroupFilter groups(MultivaluedMap<String, String> query) {
        Map<String, Optional<String>> wanted = new HashMap<>();
        query.forEach((name, values) -> {
            if (name.startsWith(GROUP)) {
                wanted.put(
                        name.substring(GROUP.length()),
                        Optional.of(values.get(0)).filter(value -> !value.isEmpty()));
            }
        });
        return new GroupFilter(wanted);
    }
}
