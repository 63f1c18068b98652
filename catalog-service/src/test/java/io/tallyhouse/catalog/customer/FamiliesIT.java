package io.tallyhouse.catalog.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tallyhouse.catalog.testing.Answer;
import io.tallyhouse.catalog.testing.Api;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FamiliesIT {
    @Test
    void a_customer_may_be_a_child_over_several_levels() {
        // Given
        Api api = Api.sandbox("families-levels");
        create(api, "head", "");
        create(api, "north", "head");
        create(api, "south", "head");
        create(api, "shop", "north");
        // Then
        assertThat(api.get("/v1/customers/shop").text("parentId")).isEqualTo("north");
        assertThat(api.get("/v1/customers/head").body().has("parentId")).isFalse();
        assertThat(api.get("/v1/customers?parentId=head").ids()).containsExactly("south", "north");
        assertThat(api.get("/v1/customers?parentId=shop").ids()).isEmpty();
        Answer page = api.get("/v1/customers?parentId=head&limit=1");
        assertThat(page.ids()).containsExactly("south");
        assertThat(api.get("/v1/customers?parentId=head&limit=1&after=" + page.text("next"))
                        .ids())
                .containsExactly("north");
        assertThat(family("families-levels", "head")).containsExactlyInAnyOrder("head", "north", "south", "shop");
        // named twice, and through its parent: once each
        assertThat(family("families-levels", "north", "shop", "nobody")).containsExactlyInAnyOrder("north", "shop");
        Awaitility.await()
                .untilAsserted(() -> assertThat(TestTopics.readAll(Topics.CATALOG_CUSTOMERS).stream()
                                .filter(customer -> customer.tenant().value().equals("families-levels"))
                                .map(CustomerRecord::parentId))
                        .containsExactly(Optional.empty(), parent("head"), parent("head"), parent("north")));
        // When it moves, and then is nobody's
        put(api, "shop", "south").is(200);
        assertThat(family("families-levels", "north")).containsExactly("north");
        put(api, "shop", "").is(200);
        // Then
        assertThat(family("families-levels", "south")).containsExactly("south");
        assertThat(api.get("/v1/customers/shop").body().has("parentId")).isFalse();
    }

    @Test
    void what_cannot_be_a_parent_is_told() {
        // Given
        Api api = Api.sandbox("families-refused");
        create(api, "head", "");
        create(api, "north", "head");
        create(api, "old", "");
        api.post("/v1/customers/old/archive").is(200);
        // Then
        assertThat(fault(put(api, "head", "north"), "invalid-input")).contains("'north' descends from 'head'");
        assertThat(fault(put(api, "head", "head"), "invalid-input")).contains("'head' is the customer itself");
        assertThat(fault(put(api, "head", "old"), "unknown-reference")).contains("'old' is archived");
        assertThat(fault(put(api, "head", "nobody"), "unknown-reference")).contains("'nobody' is no customer");
        assertThat(fault(api.post("/v1/customers", body("self", "self")), "invalid-input"))
                .contains("'self'");
        api.get("/v1/customers/self").isProblem(404, "not-found");
        assertThat(fault(api.post("/v1/customers", body("new", "a b")), "invalid-input"))
                .contains("\"a b\"");
        assertThat(api.get("/v1/customers?parentId=a%20b")
                        .isProblem(422, "invalid-input")
                        .pointers())
                .containsExactly("?parentId");
    }

    @Test
    void a_tree_has_ten_levels_at_most() {
        // Given ten levels, c0 to c9
        Api api = Api.sandbox("families-deep");
        create(api, "c0", "");
        IntStream.range(1, 10).forEach(level -> create(api, "c" + level, "c" + (level - 1)));
        // Then
        assertThat(fault(api.post("/v1/customers", body("c10", "c9")), "invalid-input"))
                .contains("10 levels");
        create(api, "top", "");
        assertThat(fault(put(api, "c0", "top"), "invalid-input")).contains("10 levels");
        // nine of them fit below another
        put(api, "c1", "top").is(200);
    }

    @Test
    void a_child_of_who_was_archived_later_can_still_be_changed() {
        // Given
        Api api = Api.sandbox("families-archived");
        create(api, "head", "");
        create(api, "shop", "head");
        // When
        api.post("/v1/customers/head/archive").is(200);
        // Then
        put(api, "shop", "head").is(200);
        api.post("/v1/customers/shop/aliases", "{'alias':'till'}").is(200);
        assertThat(api.post("/v1/customers/shop/archive").is(200).text("parentId"))
                .isEqualTo("head");
        assertThat(family("families-archived", "head")).containsExactlyInAnyOrder("head", "shop");
        assertThat(api.get("/v1/customers?parentId=head").ids()).isEmpty();
        assertThat(api.get("/v1/customers?parentId=head&includeArchived=true").ids())
                .containsExactly("shop");
    }

    @Test
    void changes_at_one_time_never_make_a_circle() {
        // Given six who each want the next one as parent, the last one the first
        Api api = Api.sandbox("families-race");
        IntStream.range(0, 6).forEach(n -> create(api, "c" + n, ""));
        // When
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> put(api, "c" + n, "c" + (n + 1) % 6)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();
        // Then any five make a line, and the sixth would close it
        assertThat(statuses).containsOnlyOnce(422).containsOnly(200, 422);
        assertThat(IntStream.range(0, 6)
                        .filter(n -> !api.get("/v1/customers/c" + n).body().has("parentId")))
                .hasSize(1);
    }

    @Test
    void a_tenant_has_its_own_families_only() {
        // Given
        Api a = Api.sandbox("families-wall-a");
        Api b = Api.sandbox("families-wall-b");
        create(a, "head", "");
        create(a, "shop", "head");
        // Then
        assertThat(fault(b.post("/v1/customers", body("other", "head")), "unknown-reference"))
                .contains("'head' is no customer");
        create(b, "head", "");
        assertThat(family("families-wall-b", "head")).containsExactly("head");
        assertThat(b.get("/v1/customers?parentId=head").ids()).isEmpty();
    }

    private static Optional<CustomerId> parent(String id) {
        return Optional.of(new CustomerId(id));
    }

    private static List<String> family(String tenant, String... customers) {
        Answer answer = Api.service(tenant)
                .post("/internal/families", "{'customers':['" + String.join("','", customers) + "']}")
                .is(200);
        List<String> ids = new ArrayList<>();
        answer.body()
                .path("members")
                .forEach(member -> ids.add(member.path("id").asText()));
        return ids;
    }

    private static String fault(Answer answer, String slug) {
        assertThat(answer.isProblem(422, slug).pointers()).containsExactly("/parentId");
        return answer.body().path("errors").get(0).path("detail").asText();
    }

    private static void create(Api api, String id, String parent) {
        api.post("/v1/customers", body(id, parent)).is(201);
    }

    private static Answer put(Api api, String id, String parent) {
        return api.put("/v1/customers/" + id, body(id, parent));
    }

    private static String body(String id, String parent) {
        return "{'id':'" + id + "','legalName':'Any Ltd','currency':'USD','timeZone':'UTC','country':'GB'"
                + (parent.isEmpty() ? "" : ",'parentId':'" + parent + "'") + "}";
    }
}
