package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is billed.
 *
 * @param country ISO 3166 two-letter code
 * @param aliases names that usage may carry besides the customer's own id; unique per tenant, case-sensitive
 * @param version counts changes from 1
 */
public record CustomerRecord(
        TenantId tenant,
        CustomerId id,
        long version,
        boolean archived,
        String legalName,
        CurrencyCode currency,
        ZoneId timeZone,
        String country,
        List<String> aliases,
        Optional<String> email,
        Optional<Address> address,
        Instant createdAt) {
    public CustomerRecord {
        aliases = List.copyOf(aliases);
    }

    /** Every subject whose usage is this customer's: its id, then its aliases. */
    public List<String> subjects() {
        List<String> subjects = new ArrayList<>(List.of(id.value()));
        subjects.addAll(aliases);
        return List.copyOf(subjects);
    }

    /** Postal address; every part is optional until a document needs it. */
    public record Address(
            Optional<String> line1,
            Optional<String> line2,
            Optional<String> town,
            Optional<String> state,
            Optional<String> postcode,
            Optional<String> country) {}
}
