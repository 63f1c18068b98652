package io.tallyhouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MergedOpenApiTest {
    @Test
    void public_paths_of_all_services_stand_in_one_document_and_internal_ones_do_not() {
        // Given
        JsonObject first = new JsonObject("{\"paths\":{\"/v1/a\":{},\"/internal/a\":{}}}");
        JsonObject second =
                new JsonObject("{\"paths\":{\"/v1/b\":{}},\"components\":{\"schemas\":{\"billing.Page\":{}}}}");
        // When
        JsonObject merged = MergedOpenApi.merge(List.of(first, second));
        // Then
        assertThat(merged.getJsonObject("paths").fieldNames()).containsExactlyInAnyOrder("/v1/a", "/v1/b");
        assertThat(merged.getJsonObject("components").getJsonObject("schemas").fieldNames())
                .containsExactly("billing.Page");
    }
}
