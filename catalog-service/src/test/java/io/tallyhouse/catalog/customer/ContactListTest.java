package io.tallyhouse.catalog.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.customer.ContactList.SentContact;
import io.tallyhouse.contracts.catalog.CustomerRecord.BillingPreference;
import io.tallyhouse.contracts.catalog.CustomerRecord.Contact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContactListTest {
    @Test
    void the_first_contact_is_primary_unless_another_is() {
        assertThat(ContactList.settle(List.of(sent("jo"), sent("al")), List.of()))
                .containsExactly(
                        contact("con_1", "jo", BillingPreference.PRIMARY),
                        contact("con_2", "al", BillingPreference.STANDARD));
        assertThat(ContactList.settle(
                        List.of(sent("jo"), sent(Optional.empty(), "al", BillingPreference.PRIMARY)), List.of()))
                .containsExactly(
                        contact("con_1", "jo", BillingPreference.STANDARD),
                        contact("con_2", "al", BillingPreference.PRIMARY));
        assertThat(ContactList.settle(List.of(), List.of())).isEmpty();
    }

    @Test
    void who_stays_keeps_the_id_and_who_comes_gets_one_that_nobody_had_just_now() {
        // Given
        List<Contact> before = List.of(
                contact("con_1", "jo", BillingPreference.PRIMARY), contact("mine", "al", BillingPreference.NONE));
        // When
        List<Contact> after = ContactList.settle(
                List.of(sent("kim"), sent("al"), sent(Optional.of("con_7"), "jo", BillingPreference.NONE)), before);
        // Then
        assertThat(after)
                .containsExactly(
                        contact("con_2", "kim", BillingPreference.PRIMARY),
                        contact("mine", "al", BillingPreference.STANDARD),
                        contact("con_7", "jo", BillingPreference.NONE));
    }

    @Test
    void two_contacts_of_one_address_are_two() {
        // Given
        List<Contact> before = List.of(contact("con_1", "jo", BillingPreference.PRIMARY));
        // Then
        assertThat(ContactList.settle(List.of(sent("jo"), sent("jo")), before))
                .extracting(Contact::id)
                .containsExactly("con_1", "con_2");
    }

    private static SentContact sent(String name) {
        return new SentContact(Optional.empty(), name, name + "@x.example", Optional.empty());
    }

    private static SentContact sent(Optional<String> id, String name, BillingPreference preference) {
        return new SentContact(id, name, name + "@x.example", Optional.of(preference));
    }

    private static Contact contact(String id, String name, BillingPreference preference) {
        return new Contact(id, name, name + "@x.example", preference);
    }
}
