package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tallyhouse.contracts.route.Routes;
import io.tallyhouse.contracts.route.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The OpenAPI documents under {@code docs/openapi} are those that the packaged services serve, so that a change of the
 * API is seen as a diff. Written anew by {@code mvn -pl scenarios -Dgolden.update -Dtest=OpenApiDocumentsTest test}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenApiDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @ParameterizedTest
    @EnumSource
    void the_document_is_the_one_kept_in_docs(Service service) throws IOException {
        // Given
        String served = canonical(built(service));
        Path kept = House.sources().resolve("docs/openapi").resolve(service.moduleName() + ".json");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, served);
        }
        // Then
        assertThat(kept).exists();
        assertThat(Files.readString(kept))
                .as("%s, to be written anew with -Dgolden.update if the change is meant", kept)
                .isEqualTo(served);
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_is_routed_to_its_service_and_says_what_it_does(Service service) throws IOException {
        // Given
        JsonNode document = built(service);
        // Then
        assertThat(document.path("paths")).isNotEmpty();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    assertThat(Routes.serviceFor(method, path.getKey()))
                            .as("%s %s", method, path.getKey())
                            .isEqualTo(Optional.of(service));
                    assertThat(operation.getValue().path("summary").asText())
                            .as("summary of %s %s", method, path.getKey())
                            .isNotBlank();
                    assertThat(List.of("get", "post", "put", "delete")).contains(operation.getKey());
                }));
        assertThat(Arrays.asList("openapi", "paths", "components")).allMatch(document::has);
    }

    private static JsonNode built(Service service) throws IOException {
        Path document = House.built().resolve(service.moduleName()).resolve("target/openapi/openapi.json");
        assumeTrue(Files.exists(document), service.moduleName() + " is not packaged: " + document + " is missing");
        return JSON.readTree(Files.readAllBytes(document));
    }

    /** Fields in order of their names, so that only what changes shows in a diff. */
    private static String canonical(JsonNode document) throws IOException {
        Object sorted = JSON.treeToValue(document, Object.class);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(sorted) + "\n";
    }
}
