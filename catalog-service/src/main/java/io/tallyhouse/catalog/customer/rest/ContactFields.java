package io.tallyhouse.catalog.customer.rest;

import io.tallyhouse.catalog.customer.ContactList.SentContact;
import io.tallyhouse.contracts.catalog.CustomerRecord.BillingPreference;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The contacts of a customer, as callers send them. */
final class ContactFields {
    private static final int CONTACTS_MAX = 50;
    private static final int EMAIL_LENGTH_MAX = 254;
    /** Plausible, no more: only a message that arrives proves an address. */
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}]+");

    private ContactFields() {}

    static Field<String> email(JsonInput input) {
        return input.text("email")
                .check(
                        text -> text.length() <= EMAIL_LENGTH_MAX
                                && EMAIL.matcher(text).matches(),
                        "must be an e-mail address such as \"billing@example.com\"");
    }

    /** Of no use where the input has faults. */
    static List<SentContact> read(JsonInput input) {
        List<SentContact> contacts = input.objects("contacts", ContactFields::contact)
                .check(list -> list.size() <= CONTACTS_MAX, "are too many: at most " + CONTACTS_MAX + " are possible")
                .or(List.of());
        Set<String> ids = new HashSet<>();
        Optional<Integer> primary = Optional.empty();
        for (int index = 0; index < contacts.size(); index++) {
            SentContact contact = contacts.get(index);
            String at = "contacts/" + index;
            contact.id()
                    .filter(id -> !ids.add(id))
                    .ifPresent(id ->
                            input.refuse(at + "/id", "'" + id + "' is listed twice; leave it out for a new contact"));
            if (contact.billingPreference().equals(Optional.of(BillingPreference.PRIMARY))) {
                primary.ifPresent(other -> input.refuse(
                        at + "/billingPreference",
                        "'PRIMARY' can be one contact only, and is contact " + other + " already; make it 'STANDARD'"));
                primary = Optional.of(primary.orElse(index));
            }
        }
        return contacts;
    }

    private static SentContact contact(JsonInput input) {
        Field<String> id = input.id("id");
        Field<String> name = input.line("name").required();
        Field<String> email = email(input).required();
        Field<BillingPreference> preference = input.oneOf("billingPreference", BillingPreference.class);
        return input.build(() -> new SentContact(id.optional(), name.get(), email.get(), preference.optional()));
    }
}
