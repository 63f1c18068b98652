package io.tallyhouse.catalog.customer.rest;

import io.tallyhouse.catalog.customer.ContactList;
import io.tallyhouse.catalog.customer.ContactList.SentContact;
import io.tallyhouse.catalog.customer.ParentFault;
import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.AliasSpan;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.contracts.catalog.CustomerRecord.Contact;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxId;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxStatus;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A customer as callers send it.
 *
 * @param taxStatus TAXED if it is left out
 */
@Schema(requiredProperties = {"legalName", "currency", "timeZone", "country"})
record CustomerRequest(
        Optional<String> id,
        String legalName,
        CurrencyCode currency,
        ZoneId timeZone,
        String country,
        List<String> aliases,
        Optional<String> email,
        Optional<Address> address,
        Optional<CustomerId> parentId,
        Optional<String> label,
        List<SentContact> contacts,
        Optional<TaxStatus> taxStatus,
        List<TaxId> taxIds) {
    private static final int ALIASES_MAX = 100;

    /** @param pathId the customer that a PUT replaces; empty for a POST */
    static CustomerRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<String> legalName = input.line("legalName").required();
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<ZoneId> timeZone = input.zone("timeZone").required();
        Field<String> country = RequestFields.country(input, "country").required();
        Field<List<String>> aliases = RequestFields.lines(input, "aliases", ALIASES_MAX);
        pathId.or(id::optional).ifPresent(ownId -> refuseOwnId(input, aliases.or(List.of()), ownId));
        Field<String> email = ContactFields.email(input);
        Field<Address> address = input.object("address", CustomerRequest::address);
        Field<String> parentId = input.id("parentId");
        pathId.or(id::optional)
                .filter(ownId -> parentId.optional().equals(Optional.of(ownId)))
                .ifPresent(ownId -> input.refuse("parentId", ParentFault.itself(ownId)));
        Field<String> label = input.line("label");
        List<SentContact> contacts = ContactFields.read(input);
        Field<TaxStatus> taxStatus = input.oneOf("taxStatus", TaxStatus.class);
        List<TaxId> taxIds = TaxIdFields.read(input);
        return input.build(() -> new CustomerRequest(
                id.optional(),
                legalName.get(),
                currency.get(),
                timeZone.get(),
                country.get(),
                aliases.or(List.of()),
                email.optional(),
                address.optional(),
                parentId.optional().map(CustomerId::new),
                label.optional(),
                contacts,
                taxStatus.optional(),
                taxIds));
    }

    CustomerRecord toRecord(TenantId tenant, CustomerId customer, Instant createdAt) {
        return record(new Fixed(tenant, customer, 1, createdAt, List.of(), List.of()));
    }

    /** Names for a part of time stay: they are changed by themselves. Contacts are those sent, and no others. */
    CustomerRecord replacing(CustomerRecord current) {
        return record(new Fixed(
                current.tenant(),
                current.id(),
                current.version() + 1,
                current.createdAt(),
                current.aliasSpans(),
                current.contacts()));
    }

    /** What a request does not change. @param contacts as they were, whose ids those of the same address keep */
    private record Fixed(
            TenantId tenant,
            CustomerId id,
            long version,
            Instant createdAt,
            List<AliasSpan> aliasSpans,
            List<Contact> contacts) {}

    private CustomerRecord record(Fixed fixed) {
        return new CustomerRecord(
                fixed.tenant(),
                fixed.id(),
                fixed.version(),
                false,
                legalName,
                currency,
                timeZone,
                country,
                aliases,
                email,
                address,
                fixed.createdAt(),
                fixed.aliasSpans(),
                parentId,
                label,
                ContactList.settle(contacts, fixed.contacts()),
                taxStatus.orElse(TaxStatus.TAXED),
                taxIds);
    }

    private static void refuseOwnId(JsonInput input, List<String> aliases, String ownId) {
        int index = aliases.indexOf(ownId);
        if (index >= 0) {
            input.refuse(
                    "aliases/" + index,
                    "'" + ownId + "' is the customer's own id, which names its usage already; leave it out");
        }
    }

    private static Address address(JsonInput input) {
        Field<String> line1 = input.line("line1");
        Field<String> line2 = input.line("line2");
        Field<String> town = input.line("town");
        Field<String> state = input.line("state");
        Field<String> postcode = input.line("postcode");
        Field<String> country = RequestFields.country(input, "country");
        return input.build(() -> new Address(
                line1.optional(),
                line2.optional(),
                town.optional(),
                state.optional(),
                postcode.optional(),
                country.optional()));
    }
}
