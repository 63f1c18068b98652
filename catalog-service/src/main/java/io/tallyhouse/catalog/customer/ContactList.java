package io.tallyhouse.catalog.customer;

import io.tallyhouse.contracts.catalog.CustomerRecord.BillingPreference;
import io.tallyhouse.contracts.catalog.CustomerRecord.Contact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The contacts of a customer. */
public final class ContactList {
    private static final String ID_PREFIX = "con_";

    private ContactList() {}

    /** @param billingPreference STANDARD if it is not said */
    public record SentContact(
            Optional<String> id, String name, String email, Optional<BillingPreference> billingPreference) {}

    /**
     * What somebody sent as the whole list, with ids: the one that was sent, else that of the contact that had the address
     * before, else a new one. The first is PRIMARY if none is said to be.
     *
     * @param before the list that this one replaces
     */
    public static List<Contact> settle(List<SentContact> sent, List<Contact> before) {
        Set<String> taken = new HashSet<>();
        sent.forEach(contact -> contact.id().ifPresent(taken::add));
        Set<String> used = new HashSet<>(taken);
        before.forEach(contact -> used.add(contact.id()));
        boolean named = sent.stream().anyMatch(ContactList::isPrimary);
        List<Contact> contacts = new ArrayList<>();
        for (SentContact contact : sent) {
            boolean first = contacts.isEmpty() && !named;
            contacts.add(new Contact(
                    contact.id().orElseGet(() -> id(contact, before, taken, used)),
                    contact.name(),
                    contact.email(),
                    first
                            ? BillingPreference.PRIMARY
                            : contact.billingPreference().orElse(BillingPreference.STANDARD)));
        }
        return List.copyOf(contacts);
    }

    private static boolean isPrimary(SentContact contact) {
        return contact.billingPreference().equals(Optional.of(BillingPreference.PRIMARY));
    }

    private static String id(SentContact contact, List<Contact> before, Set<String> taken, Set<String> used) {
        String id = before.stream()
                .filter(known -> known.email().equals(contact.email()) && !taken.contains(known.id()))
                .map(Contact::id)
                .findFirst()
                .orElseGet(() -> unused(used));
        taken.add(id);
        used.add(id);
        return id;
    }

    private static String unused(Set<String> used) {
        int number = 1;
        while (used.contains(ID_PREFIX + number)) {
            number++;
        }
        return ID_PREFIX + number;
    }
}
