package io.tallyhouse.kit.edges;

import static io.tallyhouse.kit.edges.Requests.as;
import static io.tallyhouse.kit.edges.Requests.isProblem;
import static io.tallyhouse.kit.edges.Requests.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.TestTenant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PagesIT {
    @Test
    void a_change_of_a_version_that_is_gone_is_refused() {
        // Given
        TestTenant tenant = tenant();
        Response created = as(tenant).body("{\"text\":\"first\"}").post("/v1/notes");
        String path = created.header("Location");
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        // When
        as(tenant)
                .header("If-Match", "\"1\"")
                .body("{\"text\":\"second\"}")
                .put(path)
                .then()
                .statusCode(200);
        // Then
        isProblem(
                as(tenant)
                        .header("If-Match", "\"1\"")
                        .body("{\"text\":\"third\"}")
                        .put(path),
                412,
                "precondition-failed");
    }

    @Test
    void pages_lead_from_newest_to_oldest_and_back() {
        // Given
        TestTenant tenant = tenant();
        for (String text : List.of("a", "b", "c", "d", "e")) {
            as(tenant)
                    .body("{\"text\":\"" + text + "\"}")
                    .post("/v1/notes")
                    .then()
                    .statusCode(201);
        }
        // When
        Response first = as(tenant).get("/v1/notes?limit=2");
        Response second = as(tenant).get("/v1/notes?limit=2&after=" + first.path("next"));
        Response third = as(tenant).get("/v1/notes?limit=2&after=" + second.path("next"));
        Response back = as(tenant).get("/v1/notes?limit=2&before=" + third.path("previous"));
        Response start = as(tenant).get("/v1/notes?limit=2&before=" + back.path("previous"));
        // Then
        assertThat(first.<List<String>>path("items.text")).containsExactly("e", "d");
        assertThat(first.asString()).endsWith("\"previous\":null}");
        assertThat(second.<List<String>>path("items.text")).containsExactly("c", "b");
        assertThat(third.<List<String>>path("items.text")).containsExactly("a");
        assertThat(third.asString()).contains("\"next\":null");
        assertThat(back.<List<String>>path("items.text")).containsExactly("c", "b");
        assertThat(start.<List<String>>path("items.text")).containsExactly("e", "d");
        assertThat(start.asString()).endsWith("\"previous\":null}");
    }

    @Test
    void faults_of_a_page_request_point_to_their_parameters() {
        isProblem(as(tenant()).get("/v1/notes?limit=0&after=nonsense&before=!"), 422, "invalid-input")
                .body("errors.pointer", equalTo(List.of("?limit", "?after", "?before", "?before")));
    }

    @Test
    void a_filter_with_a_typing_error_is_refused_and_not_answered_with_everything() {
        isProblem(as(tenant()).get("/v1/notes?limit=2&customer=acme"), 422, "invalid-input")
                .body("errors.pointer", equalTo(List.of("?customer")))
                .body("errors[0].detail", equalTo("is not a known parameter; known are after, before, limit"));
    }
}
