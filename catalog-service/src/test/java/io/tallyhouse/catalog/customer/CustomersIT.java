package io.tallyhouse.catalog.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.catalog.testing.Crash;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CustomersIT {
    @Inject
    AgroalDataSource dataSource;

    /** The first moment of November, in UTC. */
    private static final String NOVEMBER = "2030-11-01T00:00:00Z";

    private static final String ACME =
            "{'id':'acme','legalName':'Acme GmbH','currency':'EUR','timeZone':'Europe/Berlin',"
                    + "'country':'DE','aliases':['acme-prod','acme-dev'],'email':'billing@acme.example',"
                    + "'address':{'line1':'Weg 1','town':'Bonn','country':'DE'}}";

    @Test
    void a_customer_lives_from_creation_to_archive() {
        // Given
        Api api = Api.sandbox("customers-life");
        // When
        Answer created = api.post("/v1/customers", ACME).is(201);
        // Then
        assertThat(created.headers().get("location")).isEqualTo("/v1/customers/acme");
        assertThat(created.headers().get("etag")).isEqualTo("\"1\"");
        assertThat(created.body().has("tenant")).isFalse();
        assertThat(created.text("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(created.text("version")).isEqualTo("1");
        assertThat(api.get("/v1/customers/acme").is(200).body()).isEqualTo(created.body());
        assertThat(api.get("/v1/customers/by-alias/acme-dev").is(200).text("id"))
                .isEqualTo("acme");

        // When
        Answer replaced = api.header("If-Match", "\"1\"")
                .put("/v1/customers/acme", customer("", "['acme-eu']"))
                .is(200);
        // Then
        assertThat(replaced.text("version")).isEqualTo("2");
        assertThat(replaced.body().has("email")).isFalse();
        api.get("/v1/customers/by-alias/acme-dev").isProblem(404, "not-found");
        api.header("If-Match", "\"1\"")
                .put("/v1/customers/acme", customer("", "[]"))
                .isProblem(412, "precondition-failed");

        // When
        Answer archived = api.post("/v1/customers/acme/archive").is(200);
        // Then
        assertThat(archived.body().path("archived").asBoolean()).isTrue();
        assertThat(api.post("/v1/customers/acme/archive").is(200).body()).isEqualTo(archived.body());
        assertThat(api.get("/v1/customers").ids()).isEmpty();
        assertThat(api.get("/v1/customers?includeArchived=true").ids()).containsExactly("acme");
        api.put("/v1/customers/acme", customer("", "[]")).isProblem(409, "conflict");
        assertPublished("customers-life", 1, 2, 3);
    }

    @Test
    void contacts_are_replaced_as_a_list_and_taxes_are_as_before_if_nothing_is_said() {
        // Given
        Api api = Api.sandbox("customers-contacts");
        assertThat(api.post("/v1/customers", customer("'id':'plain',", "[]"))
                        .is(201)
                        .text("taxStatus"))
                .isEqualTo("TAXED");
        String more = "'id':'acme','label':'Large','taxStatus':'REVERSE_CHARGED',"
                + "'taxIds':[{'type':'EU_VAT','value':'DE123456789'}],'contacts':["
                + "{'name':'Jo','email':'jo@acme.example'},{'name':'Al','email':'al@acme.example'}],";
        // When
        Answer created = api.post("/v1/customers", customer(more, "['a']")).is(201);
        // Then
        assertThat(created.text("label")).isEqualTo("Large");
        assertThat(created.text("taxStatus")).isEqualTo("REVERSE_CHARGED");
        assertThat(created.body().path("taxIds").toString())
                .isEqualTo("[{\"type\":\"EU_VAT\",\"value\":\"DE123456789\"}]");
        assertThat(created.body().path("contacts").toString())
                .isEqualTo("[{\"id\":\"con_1\",\"name\":\"Jo\",\"email\":\"jo@acme.example\","
                        + "\"billingPreference\":\"PRIMARY\"},"
                        + "{\"id\":\"con_2\",\"name\":\"Al\",\"email\":\"al@acme.example\","
                        + "\"billingPreference\":\"STANDARD\"}]");
        // When a name is taken away by itself, all that stays
        Answer renamed = api.delete("/v1/customers/acme/aliases/a").is(200);
        assertThat(renamed.body().path("contacts")).isEqualTo(created.body().path("contacts"));
        // When
        Answer replaced = api.put(
                        "/v1/customers/acme", customer("'contacts':[{'name':'Al','email':'al@acme.example'}],", "[]"))
                .is(200);
        // Then
        assertThat(replaced.body().path("contacts").toString())
                .isEqualTo("[{\"id\":\"con_2\",\"name\":\"Al\",\"email\":\"al@acme.example\","
                        + "\"billingPreference\":\"PRIMARY\"}]");
        assertThat(replaced.text("taxStatus")).isEqualTo("TAXED");
        assertThat(Api.service("customers-contacts")
                        .get("/internal/customers/acme")
                        .is(200)
                        .body()
                        .path("contacts"))
                .isEqualTo(replaced.body().path("contacts"));
    }

    @Test
    void an_id_can_be_chosen_once() {
        // Given
        Api api = Api.sandbox("customers-ids");
        api.post("/v1/customers", customer("'id':'one',", "[]")).is(201);
        // When
        Answer again = api.post("/v1/customers", customer("'id':'one',", "[]"));
        // Then
        assertThat(again.isProblem(409, "duplicate-id").pointers()).containsExactly("/id");
        assertThat(api.post("/v1/customers", customer("", "[]")).is(201).text("id"))
                .startsWith("cus_");
    }

    @Test
    void an_alias_has_one_owner() {
        // Given
        Api api = Api.sandbox("customers-aliases");
        api.post("/v1/customers", customer("'id':'one',", "['a','b']")).is(201);
        // When
        Answer clash = api.post("/v1/customers", customer("'id':'two',", "['c','b','one']"));
        // Then
        assertThat(clash.isProblem(409, "conflict").pointers()).containsExactly("/aliases/1", "/aliases/2");
        assertThat(clash.body().path("errors").get(0).path("detail").asText()).contains("'b'", "'one'");
        api.get("/v1/customers/two").isProblem(404, "not-found");
        assertThat(api.post("/v1/customers", customer("'id':'a',", "[]"))
                        .isProblem(409, "conflict")
                        .pointers())
                .containsExactly("/id");
        // an alias that failed with the rest is free
        api.post("/v1/customers", customer("'id':'three',", "['c']")).is(201);
        assertThat(api.put("/v1/customers/three", customer("", "['a']"))
                        .isProblem(409, "conflict")
                        .pointers())
                .containsExactly("/aliases/0");
    }

    @Test
    void an_alias_is_any_text() {
        // Given
        Api api = Api.sandbox("customers-any-text");
        api.post("/v1/customers", customer("'id':'one',", "['team/a b','\u00fc%25?']"))
                .is(201);
        // Then
        assertThat(api.get("/v1/customers/by-alias/team%2Fa%20b").is(200).text("id"))
                .isEqualTo("one");
        assertThat(api.get("/v1/customers/by-alias/%C3%BC%2525%3F").is(200).text("id"))
                .isEqualTo("one");
        api.get("/v1/customers/by-alias/Team%2Fa%20b").isProblem(404, "not-found");
        assertThat(Api.service("customers-any-text")
                        .get("/internal/subjects/team%2Fa%20b")
                        .is(200)
                        .text("id"))
                .isEqualTo("one");
    }

    @Test
    void an_alias_changes_hands_from_a_day_on() {
        // Given a clock that stands in October
        Api api = Api.sandbox("customers-moves");
        api.post("/v1/test-clock", "{'now':'2030-10-15T12:00:00Z'}").is(200);
        api.post("/v1/customers", customer("'id':'one',", "['team']")).is(201);
        api.post("/v1/customers", customer("'id':'two',", "[]")).is(201);
        assertThat(api.post("/v1/customers/two/aliases", "{'alias':'team'}")
                        .isProblem(409, "conflict")
                        .pointers())
                .containsExactly("/alias");
        // When
        Answer moved = api.post("/v1/customers/two/aliases", "{'alias':'team','from':'2030-11-01'}")
                .is(200);
        // Then
        assertThat(moved.body().path("aliasSpans").toString())
                .isEqualTo("[{\"alias\":\"team\",\"from\":\"" + NOVEMBER + "\"}]");
        Answer former = api.get("/v1/customers/one");
        assertThat(former.body().path("aliases")).isEmpty();
        assertThat(former.body().path("aliasSpans").toString())
                .isEqualTo("[{\"alias\":\"team\",\"to\":\"" + NOVEMBER + "\"}]");
        assertThat(former.text("version")).isEqualTo("2");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                api.get("/v1/customers/by-alias/team").is(200).text("id"))
                        .isEqualTo("one"));
        // When November comes
        api.post("/v1/test-clock", "{'now':'2030-11-02T12:00:00Z'}").is(200);
        // Then
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                api.get("/v1/customers/by-alias/team").is(200).text("id"))
                        .isEqualTo("two"));
        assertThat(Api.service("customers-moves")
                        .post("/internal/subject-owners", "{'subjects':['team','one','nobody']}")
                        .is(200)
                        .body()
                        .toString())
                .contains(
                        "{\"customer\":\"one\",\"span\":{\"subject\":\"team\",\"to\":\"" + NOVEMBER + "\"}}",
                        "{\"customer\":\"two\",\"span\":{\"subject\":\"team\",\"from\":\"" + NOVEMBER + "\"}}",
                        "{\"customer\":\"one\",\"span\":{\"subject\":\"one\"}}")
                .doesNotContain("nobody");
        // Then a name for a time cannot be one for always
        assertThat(api.put("/v1/customers/one", customer("", "['team']"))
                        .isProblem(409, "conflict")
                        .pointers())
                .containsExactly("/aliases/0");
        assertThat(api.post("/v1/customers", customer("'id':'three',", "['team']"))
                        .isProblem(409, "conflict")
                        .pointers())
                .containsExactly("/aliases/0");
        // When it ends at the second too
        assertThat(api.delete("/v1/customers/two/aliases/team?to=2030-11-30")
                        .is(200)
                        .body()
                        .path("aliasSpans")
                        .get(0)
                        .path("to")
                        .asText())
                .isEqualTo("2030-12-01T00:00:00Z");
        api.delete("/v1/customers/two/aliases/nobody").isProblem(404, "not-found");
        api.delete("/v1/customers/two/aliases/team?to=soon").isProblem(422, "invalid-input");
    }

    @Test
    void of_moves_of_an_alias_at_one_time_each_moment_has_one_owner() {
        // Given
        Api api = Api.sandbox("customers-moving");
        api.post("/v1/customers", customer("'id':'first',", "['team']")).is(201);
        IntStream.range(0, 6)
                .forEach(n -> api.post("/v1/customers", customer("'id':'c" + n + "',", "[]"))
                        .is(201));
        // When six ask for it from the same day on
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> api.post("/v1/customers/c" + n + "/aliases", "{'alias':'team','from':'2030-11-01'}")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();
        // Then one has it
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(IntStream.range(0, 6)
                        .mapToObj(n -> api.get("/v1/customers/c" + n))
                        .filter(answer -> !answer.body().path("aliasSpans").isEmpty()))
                .hasSize(1);
    }

    @Test
    void of_customers_that_claim_an_alias_at_one_time_one_gets_it() {
        // Given
        Api api = Api.sandbox("customers-race");
        // When
        List<CompletableFuture<Answer>> calls = IntStream.range(0, 12)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> api.post(
                        "/v1/customers",
                        customer("'id':'c" + n + "',", n % 2 == 0 ? "['x','y','z']" : "['z','y','x']"))))
                .toList();
        List<Integer> statuses =
                calls.stream().map(CompletableFuture::join).map(Answer::status).toList();
        // Then
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(api.get("/v1/customers").ids()).hasSize(1);
    }

    @Test
    void a_list_is_paged_newest_first_in_both_directions() {
        // Given
        Api api = Api.sandbox("customers-pages");
        List<String> newestFirst = new ArrayList<>();
        for (int n = 1; n <= 25; n++) {
            api.post("/v1/customers", customer("'id':'c" + n + "',", "[]")).is(201);
            newestFirst.add(0, "c" + n);
        }
        // When
        Answer first = api.get("/v1/customers?limit=10").is(200);
        Answer second =
                api.get("/v1/customers?limit=10&after=" + first.text("next")).is(200);
        Answer third =
                api.get("/v1/customers?limit=10&after=" + second.text("next")).is(200);
        Answer secondAgain = api.get("/v1/customers?limit=10&before=" + third.text("previous"))
                .is(200);
        // Then
        assertThat(first.ids()).isEqualTo(newestFirst.subList(0, 10));
        assertThat(first.body().path("previous").isNull()).isTrue();
        assertThat(second.ids()).isEqualTo(newestFirst.subList(10, 20));
        assertThat(third.ids()).isEqualTo(newestFirst.subList(20, 25));
        assertThat(third.body().path("next").isNull()).isTrue();
        assertThat(secondAgain.ids()).isEqualTo(second.ids());
        assertThat(api.get("/v1/customers?limit=0&after=nonsense")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactlyInAnyOrder("?limit", "?after");
        assertThat(api.get("/v1/customers?includeArchived=maybe")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("?includeArchived");
    }

    @Test
    void a_repeated_request_is_answered_as_the_first() {
        // Given
        Api api = Api.sandbox("customers-idempotency").header("Idempotency-Key", "order-66");
        // When
        Answer first = api.post("/v1/customers", customer("", "['only-once']")).is(201);
        Answer second = api.post("/v1/customers", customer("", "['only-once']")).is(201);
        // Then
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("location")).isEqualTo(first.headers().get("location"));
        api.post("/v1/customers", customer("", "['other']")).isProblem(409, "idempotency-key-reused");
        assertThat(api.get("/v1/customers").ids()).hasSize(1);
    }

    @Test
    void an_execution_repeated_after_a_crash_finds_what_the_first_made() throws SQLException {
        // Given
        Api api = Api.sandbox("customers-crash").header("Idempotency-Key", "crashed");
        Answer first = api.post("/v1/customers", customer("", "['only-once']")).is(201);
        Crash.loseAnswers(dataSource, "customers-crash");
        // When
        Answer repeated =
                api.post("/v1/customers", customer("", "['only-once']")).is(201);
        // Then
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(api.get("/v1/customers").ids()).hasSize(1);
        assertPublished("customers-crash", 1);
    }

    @Test
    void a_tenant_sees_its_own_customers_only() {
        // Given
        Api a = Api.sandbox("customers-wall-a");
        Api b = Api.sandbox("customers-wall-b");
        a.post("/v1/customers", ACME).is(201);
        // Then
        b.get("/v1/customers/acme").isProblem(404, "not-found");
        b.get("/v1/customers/by-alias/acme-prod").isProblem(404, "not-found");
        b.put("/v1/customers/acme", customer("", "[]")).isProblem(404, "not-found");
        b.post("/v1/customers/acme/archive").isProblem(404, "not-found");
        assertThat(b.get("/v1/customers").ids()).isEmpty();
        // the same id and aliases are free for another tenant
        b.post("/v1/customers", ACME).is(201);
        assertThat(a.get("/v1/customers/acme").text("version")).isEqualTo("1");
    }

    @Test
    void other_services_find_a_customer_by_id_and_by_subject() {
        // Given
        Api.sandbox("customers-internal").post("/v1/customers", ACME).is(201);
        Api service = Api.service("customers-internal");
        // Then
        assertThat(service.get("/internal/customers/acme").is(200).text("tenant"))
                .isEqualTo("customers-internal");
        assertThat(service.get("/internal/subjects/acme").is(200).text("id")).isEqualTo("acme");
        assertThat(service.get("/internal/subjects/acme-prod").is(200).text("id"))
                .isEqualTo("acme");
        service.get("/internal/subjects/nobody").isProblem(404, "not-found");
        assertThat(service.get("/internal/unmapped-subjects?subject=acme&subject=nobody&subject=acme-prod")
                        .is(200)
                        .body()
                        .toString())
                .isEqualTo("[\"nobody\"]");
        Api.service("customers-elsewhere").get("/internal/customers/acme").isProblem(404, "not-found");
        Api.nobody().get("/internal/customers/acme").isProblem(403, "forbidden");
    }

    @Test
    void hostile_ids_and_aliases_in_paths_are_not_found() {
        // Given
        Api api = Api.sandbox("customers-hostile");
        // Then
        api.get("/v1/customers/%00").isProblem(404, "not-found");
        api.get("/v1/customers/by-alias/%00").isProblem(404, "not-found");
        api.put("/v1/customers/%27%3B--", customer("", "[]")).isProblem(404, "not-found");
        api.post("/v1/customers/%00/archive").isProblem(404, "not-found");
    }

    private static String customer(String id, String aliases) {
        return "{" + id + "'legalName':'Any Ltd','currency':'USD','timeZone':'UTC','country':'GB','aliases':" + aliases
                + "}";
    }

    private static void assertPublished(String tenant, Integer... versions) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_CUSTOMERS).stream()
                                .filter(customer -> customer.tenant().value().equals(tenant))
                                .map(CustomerRecord::version)
                                .map(Math::toIntExact))
                        .containsExactly(versions));
    }
}
