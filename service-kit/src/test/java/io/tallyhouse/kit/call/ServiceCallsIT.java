package io.tallyhouse.kit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServiceCallsIT {
    private static final TenantId ACME = new TenantId("acme");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ServiceCalls calls;

    @Inject
    Vertx vertx;

    @Test
    void an_answer_is_read_and_404_is_nothing() {
        StubServices.answer(Service.BILLING, ACME, "/internal/things/1", Map.of("name", "one"));

        assertThat(get("/internal/things/1", ACME).orElseThrow().get("name").asText())
                .isEqualTo("one");
        assertThat(get("/internal/things/1", new TenantId("other"))).isEmpty();
        assertThat(get("/internal/things/2", ACME)).isEmpty();
    }

    @Test
    void a_service_that_is_down_is_a_problem_that_says_when_to_come_back() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertUnavailable(port);
    }

    @Test
    void a_service_that_does_not_answer_is_given_up_after_two_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();
            assertUnavailable(silent.getLocalPort());
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
        }
    }

    private void assertUnavailable(int port) {
        ServiceCalls elsewhere = new ServiceCalls(
                vertx,
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(
                                Map.of("tallyhouse.services.billing-service.url", "http://127.0.0.1:" + port + "/"),
                                "test",
                                1))
                        .build(),
                "secret");
        try {
            assertThatThrownBy(() -> elsewhere
                            .get(Service.BILLING, ACME, "/internal/things/1")
                            .await()
                            .atMost(PATIENCE))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().type().status()).isEqualTo(503);
                        assertThat(refused.headers()).containsKey("Retry-After");
                    });
        } finally {
            elsewhere.close();
        }
    }

    private Optional<JsonNode> get(String path, TenantId tenant) {
        return calls.get(Service.BILLING, tenant, path).await().atMost(PATIENCE);
    }
}
