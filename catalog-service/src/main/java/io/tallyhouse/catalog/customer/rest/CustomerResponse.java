package io.tallyhouse.catalog.customer.rest;

import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.contracts.catalog.CustomerRecord.Contact;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxId;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxStatus;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A customer as it is answered.
 *
 * @param aliases names that are the customer's always
 * @param aliasSpans names that are the customer's for a part of time, by moments
 */
record CustomerResponse(
        CustomerId id,
        String legalName,
        CurrencyCode currency,
        ZoneId timeZone,
        String country,
        List<String> aliases,
        List<AliasSpan> aliasSpans,
        Optional<String> email,
        Optional<Address> address,
        Optional<CustomerId> parentId,
        Optional<String> label,
        List<Contact> contacts,
        TaxStatus taxStatus,
        List<TaxId> taxIds,
        boolean archived,
        long version,
        Instant createdAt) {
    static CustomerResponse from(CustomerRecord customer) {
        return new CustomerResponse(
                customer.id(),
                customer.legalName(),
                customer.currency(),
                customer.timeZone(),
                customer.country(),
                customer.aliases(),
                customer.aliasSpans(),
                customer.email(),
                customer.address(),
                customer.parentId(),
                customer.label(),
                customer.contacts(),
                customer.taxStatus(),
                customer.taxIds(),
                customer.archived(),
                customer.version(),
                customer.createdAt());
    }
}
