package io.tallyhouse.catalog.customer.rest;

import io.tallyhouse.catalog.customer.ParentFault;
import io.tallyhouse.catalog.shelf.RequestFields;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.CustomerRecord.Address;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer as callers send it. */
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
        Optional<CustomerId> parentId) {
    private static final int ALIASES_MAX = 100;
    private static final int EMAIL_LENGTH_MAX = 254;
    /** Plausible, no more: only a message that arrives proves an address. */
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}]+");

    /** @param pathId the customer that a PUT replaces; empty for a POST */
    static CustomerRequest read(JsonInput input, Optional<String> pathId) {
        Field<String> id = RequestFields.id(input, pathId);
        Field<String> legalName = input.line("legalName").required();
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<ZoneId> timeZone = input.zone("timeZone").required();
        Field<String> country = RequestFields.country(input, "country").required();
        Field<List<String>> aliases = RequestFields.lines(input, "aliases", ALIASES_MAX);
        pathId.or(id::optional).ifPresent(ownId -> refuseOwnId(input, aliases.or(List.of()), ownId));
        Field<String> email = input.text("email")
                .check(
                        text -> text.length() <= EMAIL_LENGTH_MAX
                                && EMAIL.matcher(text).matches(),
                        "must be an e-mail address such as \"billing@example.com\"");
        Field<Address> address = input.object("address", CustomerRequest::address);
        Field<String> parentId = input.id("parentId");
        pathId.or(id::optional)
                .filter(ownId -> parentId.optional().equals(Optional.of(ownId)))
                .ifPresent(ownId -> input.refuse("parentId", ParentFault.itself(ownId)));
        return input.build(() -> new CustomerRequest(
                id.optional(),
                legalName.get(),
                currency.get(),
                timeZone.get(),
                country.get(),
                aliases.or(List.of()),
                email.optional(),
                address.optional(),
                parentId.optional().map(CustomerId::new)));
    }

    CustomerRecord toRecord(TenantId tenant, CustomerId customer, Instant createdAt) {
        return new CustomerRecord(
                tenant, customer, 1, false, legalName, currency, timeZone, country, aliases, email, address, createdAt,
                List.of(), parentId);
    }

    /** Names for a part of time stay: they are changed by themselves. */
    CustomerRecord replacing(CustomerRecord current) {
        return new CustomerRecord(
                current.tenant(),
                current.id(),
                current.version() + 1,
                false,
                legalName,
                currency,
                timeZone,
                country,
                aliases,
                email,
                address,
                current.createdAt(),
                current.aliasSpans(),
                parentId);
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
