package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is billed.
 *
 * @param country ISO 3166 two-letter code
 * @param aliases names that usage may always carry besides the customer's own id; case-sensitive
 * @param aliasSpans names that usage may carry for a part of time. At any moment a name is one customer's of the tenant
 * @param parentId whose child it is; following parents never leads back
 * @param version counts changes from 1
 * @param label what the tenant calls the customer among its own people
 * @param contacts one of them PRIMARY, unless there are none
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
        Instant createdAt,
        List<AliasSpan> aliasSpans,
        Optional<CustomerId> parentId,
        Optional<String> label,
        List<Contact> contacts,
        TaxStatus taxStatus,
        List<TaxId> taxIds) {
    public CustomerRecord {
        aliases = List.copyOf(aliases);
        aliasSpans = orNone(aliasSpans);
        contacts = orNone(contacts);
        taxStatus = orTaxed(taxStatus);
        taxIds = orNone(taxIds);
    }

    /** Who is taxed, and has neither label nor contacts. */
    public CustomerRecord(
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
            Instant createdAt,
            List<AliasSpan> aliasSpans,
            Optional<CustomerId> parentId) {
        this(
                tenant,
                id,
                version,
                archived,
                legalName,
                currency,
                timeZone,
                country,
                aliases,
                email,
                address,
                createdAt,
                aliasSpans,
                parentId,
                Optional.empty(),
                List.of(),
                TaxStatus.TAXED,
                List.of());
    }

    /** Who is nobody's child, and of whom all aliases are for always. */
    public CustomerRecord(
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
        this(
                tenant,
                id,
                version,
                archived,
                legalName,
                currency,
                timeZone,
                country,
                aliases,
                email,
                address,
                createdAt,
                List.of(),
                Optional.empty());
    }

    /** Every subject whose usage is this customer's at any time, each once: its id, then its aliases. */
    public List<String> subjects() {
        return SubjectSpan.subjects(spans());
    }

    /** Which usage is this customer's: that of its id and its aliases always, that of others for a part of time. */
    public List<SubjectSpan> spans() {
        List<SubjectSpan> spans = new ArrayList<>(List.of(SubjectSpan.always(id.value())));
        aliases.forEach(alias -> spans.add(SubjectSpan.always(alias)));
        aliasSpans.forEach(span -> spans.add(new SubjectSpan(span.alias(), span.from(), span.to())));
        return List.copyOf(spans);
    }

    /** Those of {@link #spans} that the period touches. */
    public List<SubjectSpan> subjectsIn(ServicePeriod period) {
        return spans().stream().filter(span -> span.overlaps(period)).toList();
    }

    /** The next version, with other names. */
    public CustomerRecord renamed(List<String> newAliases, List<AliasSpan> newSpans) {
        return next(archived, newAliases, newSpans);
    }

    /** The next version, of whom nothing new is sold. */
    public CustomerRecord asArchived() {
        return next(true, aliases, aliasSpans);
    }

    private CustomerRecord next(boolean nextArchived, List<String> nextAliases, List<AliasSpan> nextSpans) {
        return new CustomerRecord(
                tenant,
                id,
                version + 1,
                nextArchived,
                legalName,
                currency,
                timeZone,
                country,
                nextAliases,
                email,
                address,
                createdAt,
                nextSpans,
                parentId,
                label,
                contacts,
                taxStatus,
                taxIds);
    }

    /** Records written before there was such a list have none. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static TaxStatus orTaxed(@Nullable TaxStatus status) {
        return status == null ? TaxStatus.TAXED : status;
    }

    /** The contact that gets what is sent to one only; empty if there are no contacts. */
    public Optional<Contact> primaryContact() {
        return contacts.stream()
                .filter(contact -> contact.billingPreference() == BillingPreference.PRIMARY)
                .findFirst();
    }

    /** Whether taxes are charged. */
    public enum TaxStatus {
        TAXED,
        TAX_EXEMPT,
        /** The customer owes the tax itself. */
        REVERSE_CHARGED
    }

    /**
     * A number under which an authority knows the customer.
     *
     * @param type what kind of number, as {@code EU_VAT} or {@code US_EIN}
     */
    public record TaxId(String type, String value) {}

    /**
     * A person at the customer.
     *
     * @param id unique within the customer
     */
    public record Contact(String id, String name, String email, BillingPreference billingPreference) {}

    /** Which invoices a contact gets. */
    public enum BillingPreference {
        /** All, as the one they are addressed to; one contact of a customer is, if there are any. */
        PRIMARY,
        /** A copy of all. */
        STANDARD,
        NONE
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
