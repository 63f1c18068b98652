package io.tallyhouse.invoice.document;

import static java.util.Objects.requireNonNull;

import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.kernel.id.CustomerId;
import java.util.Optional;

/**
 * The customer as known when the document was made; later changes of the customer do not reach it.
 *
 * @param version of the customer in the catalogue
 * @param country ISO 3166 two-letter code
 */
public record CustomerSnapshot(
        CustomerId id,
        long version,
        String legalName,
        String country,
        Optional<String> email,
        Optional<Address> address) {
    public CustomerSnapshot {
        requireNonNull(id, "id is null");
        requireNonNull(legalName, "legalName is null");
        requireNonNull(country, "country is null");
        requireNonNull(email, "email is null");
        requireNonNull(address, "address is null");
    }

    public static CustomerSnapshot of(CustomerRecord customer) {
        return new CustomerSnapshot(
                customer.id(),
                customer.version(),
                customer.legalName(),
                customer.country(),
                customer.email(),
                customer.address());
    }
}
