package io.tallyhouse.catalog.customer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.catalog.testing.Faults;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CustomerRequestTest {
    private static final String GOOD = "{'legalName':'Acme','currency':'EUR','timeZone':'Europe/Warsaw','country':'PL'";

    @Test
    void all_faults_are_told_at_once_each_at_its_place() {
        // When
        Map<String, String> faults = faults("{'id':'a b','legalName':' ','currency':'EURO','timeZone':'Mars/Base',"
                + "'country':'pl','aliases':['ok','ok','','x\\ty',7],'email':'nobody',"
                + "'address':{'country':'XX','street':'Weg'},'credit':1}");
        // Then
        assertThat(faults.keySet())
                .containsExactlyInAnyOrder(
                        "/id",
                        "/legalName",
                        "/currency",
                        "/timeZone",
                        "/country",
                        "/aliases/4",
                        "/email",
                        "/address/country",
                        "/address/street",
                        "/credit");
        assertThat(faults.get("/country")).contains("'pl'", "\"PL\"");
    }

    @Test
    void each_alias_is_judged_by_itself() {
        assertThat(faults(GOOD + ",'aliases':['ok','ok','','x\\ty','\\ud800','\u00fc 1/2']}")
                        .keySet())
                .containsExactly("/aliases/1", "/aliases/2", "/aliases/3", "/aliases/4");
    }

    @Test
    void what_is_missing_is_named() {
        assertThat(faults("{}").keySet()).containsExactlyInAnyOrder("/legalName", "/currency", "/timeZone", "/country");
    }

    @Test
    void contacts_and_tax_numbers_are_judged_each_at_its_place() {
        assertThat(faults(GOOD + ",'taxStatus':'FREE','contacts':[{'name':'Jo','email':'jo@x.example','id':'a',"
                                + "'billingPreference':'PRIMARY'},{'name':' ','email':'nobody','role':'boss'},"
                                + "{'name':'Al','email':'al@x.example','billingPreference':'ALWAYS'}],"
                                + "'taxIds':[{'type':'vat','value':'1'},{'type':'EU_VAT'}]}")
                        .keySet())
                .containsExactlyInAnyOrder(
                        "/taxStatus",
                        "/contacts/1/name",
                        "/contacts/1/email",
                        "/contacts/1/role",
                        "/contacts/2/billingPreference",
                        "/taxIds/0/type",
                        "/taxIds/1/value");
        assertThat(faults(GOOD
                        + ",'contacts':[{'id':'a','name':'Jo','email':'jo@x.example','billingPreference':'PRIMARY'},"
                        + "{'id':'a','name':'Al','email':'al@x.example','billingPreference':'PRIMARY'}],"
                        + "'taxIds':[{'type':'EU_VAT','value':'DE1'},{'type':'EU_VAT','value':'DE1'}]}"))
                .containsOnlyKeys("/contacts/1/id", "/contacts/1/billingPreference", "/taxIds/1")
                .containsEntry(
                        "/contacts/1/billingPreference",
                        "'PRIMARY' can be one contact only, and is contact 0 already; make it 'STANDARD'");
    }

    @Test
    void null_is_as_absent() {
        // When
        CustomerRequest request = CustomerRequest.read(
                Faults.input(GOOD + ",'id':null,'aliases':null,'email':null,'address':null}"), Optional.empty());
        // Then
        assertThat(request.id()).isEmpty();
        assertThat(request.aliases()).isEmpty();
        assertThat(request.email()).isEmpty();
        assertThat(request.address()).isEmpty();
    }

    @Test
    void at_most_100_aliases_are_possible() {
        assertThat(faults(GOOD + ",'aliases':[" + aliases(100) + "]}")).isEmpty();
        assertThat(faults(GOOD + ",'aliases':[" + aliases(101) + "]}").get("/aliases"))
                .contains("101", "100");
    }

    @Test
    void the_own_id_is_no_alias() {
        assertThat(faults(GOOD + ",'id':'acme','aliases':['x','acme']}").keySet())
                .containsExactly("/aliases/1");
        assertThat(Faults.of(GOOD + ",'aliases':['acme']}", input -> CustomerRequest.read(input, Optional.of("acme")))
                        .keySet())
                .containsExactly("/aliases/0");
    }

    @Test
    void a_put_may_repeat_its_id_but_not_contradict_it() {
        assertThat(Faults.of(GOOD + ",'id':'a'}", input -> CustomerRequest.read(input, Optional.of("a"))))
                .isEmpty();
        assertThat(Faults.of(GOOD + ",'id':'b'}", input -> CustomerRequest.read(input, Optional.of("a")))
                        .keySet())
                .containsExactly("/id");
    }

    private static String aliases(int count) {
        return IntStream.range(0, count).mapToObj(n -> "'a" + n + "'").collect(Collectors.joining(","));
    }

    private static Map<String, String> faults(String json) {
        return Faults.of(json, input -> CustomerRequest.read(input, Optional.empty()));
    }
}
