package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.stack.ApiClient.Answer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tenant A has one of everything; tenant B asks every operation of the OpenAPI document for it. B sees nothing, learns
 * nothing (what A has is answered as what nobody has), and changes nothing.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TenantWallsScenario {
    /** A void of an unknown identity is kept and applies when it comes: B voids, and restores, in its own books. */
    private static final Set<String> ANSWERED_FOR_ANY_ID = Set.of(
            "DELETE /v1/events/{subject}/{id}",
            "POST /v1/events/{subject}/{id}/restore",
            "GET /v1/events/{subject}/{id}",
            "POST /v1/events/{subject}/{id}/release");

    private static Sample a;
    private static Tenant b;

    @BeforeAll
    static void two_tenants() {
        a = Sample.create();
        b = SharedStack.newTenant("walls-b");
        b.createMetrics("""
                {"id":"own-calls","name":"Calls","eventType":"call","aggregation":"COUNT"}""");
    }

    static List<Operation> operations() {
        return Operation.all();
    }

    @Test
    void the_document_has_the_operations_of_every_service() {
        assertThat(operations().stream().map(Operation::collection))
                .contains(
                        "events",
                        "metrics",
                        "customers",
                        "products",
                        "prices",
                        "schedules",
                        "billing-runs",
                        "credit-grants",
                        "rating",
                        "invoices",
                        "access-keys",
                        "tenants",
                        "test-clock");
        assertThat(operations()).hasSizeGreaterThan(45);
    }

    @Test
    void what_is_tried_on_the_wall_works_for_its_owner() {
        assertThat(reads()).isNotEmpty().allSatisfy(read -> {
            Answer answer =
                    a.probes().bare(read).withKey(a.tenant().accessKey()).send();
            assertThat(answer.status()).as("%s: %s", read, answer.text()).isEqualTo(200);
        });
    }

    @Test
    void tenant_b_sees_learns_and_changes_nothing_of_tenant_a() {
        // Given
        Map<String, String> before = everythingOfA();
        // When
        for (Operation operation : creationsLast()) {
            List<Request> tries = a.probes().of(operation);
            List<Request> control = a.probesOfNothing().of(operation);
            for (int index = 0; index < tries.size(); index++) {
                assertTellsNothing(operation, tries.get(index), control.get(index));
            }
        }
        // Then
        String someDayAfter = b.now().toString().substring(0, 10);
        Tenant.eventually(() -> assertThat(b.usage("own-calls", "aldebaran-alias", "2020-01-01", someDayAfter)
                        .path("events")
                        .asInt())
                .as("B's event of that subject counts for B")
                .isEqualTo(1));
        everythingOfA().forEach((read, answer) -> assertThat(answer).as(read).isEqualTo(before.get(read)));
    }

    private static void assertTellsNothing(Operation operation, Request tried, Request control) {
        Answer nothing = control.withKey(b.accessKey()).send();
        Answer answer = tried.withKey(b.accessKey()).send();
        String text = answer.text();
        assertThat(answer.status()).as("%s: %s", tried, text).isLessThan(500).isEqualTo(nothing.status());
        assertThat(a.shownIn(text, tried)).as("%s: %s", tried, text).isEmpty();
        if (operation.isRead() || answer.status() >= 400) {
            assertThat(a.withoutIds(text)).as("%s", tried).isEqualTo(a.withoutIds(nothing.text()));
        }
        if (operation.isForOperators()) {
            assertThat(answer.status()).as("%s", tried).isEqualTo(403);
        } else if (!operation.parameters("path").isEmpty() && !ANSWERED_FOR_ANY_ID.contains(operation.toString())) {
            assertThat(answer.status()).as("%s: %s", tried, text).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer th_live_nobody", "Bearer th_test_nobody", "Basic bm9ib2R5Og=="})
    void without_a_key_that_is_known_nothing_is_answered(String authorization) {
        assertThat(operations()).allSatisfy(operation -> {
            Request request = a.probes().bare(operation);
            Answer answer = (authorization.isEmpty() ? request : request.with("Authorization", authorization)).send();
            assertThat(answer.status()).as("%s: %s", operation, answer.text()).isEqualTo(401);
            assertThat(answer.json().path("type").asText()).isEqualTo("/problems/unauthenticated");
        });
    }

    @Test
    void each_operation_needs_one_scope() {
        // Given
        Tenant limited = SharedStack.newTenant("walls-limited");
        Map<Scope, String> keysWithout = new TreeMap<>();
        for (Scope missing : Scope.values()) {
            String scopes = Arrays.stream(Scope.values())
                    .filter(scope -> scope != missing)
                    .map(scope -> "\"" + scope.text() + "\"")
                    .collect(Collectors.joining(","));
            keysWithout.put(
                    missing,
                    limited.create("/v1/access-keys", "{\"name\":\"limited\",\"scopes\":[" + scopes + "]}")
                            .path("accessKey")
                            .asText());
        }
        // Then
        assertThat(operations()).allSatisfy(operation -> {
            Set<Scope> needed = new TreeSet<>();
            keysWithout.forEach((missing, key) -> {
                int status =
                        a.probesOfNothing().bare(operation).withKey(key).send().status();
                assertThat(status)
                        .as("%s without %s", operation, missing)
                        .isLessThan(500)
                        .isNotEqualTo(401);
                if (status == 403) {
                    needed.add(missing);
                }
            });
            assertThat(needed).as("%s", operation).hasSize(operation.isForOperators() ? Scope.values().length : 1);
        });
    }

    @Test
    void the_operator_key_reaches_tenants_only() {
        String key = SharedStack.get().operatorKey();
        assertThat(operations()).allSatisfy(operation -> {
            Answer answer = a.probes().bare(operation).withKey(key).send();
            if (operation.isForOperators()) {
                assertThat(answer.status())
                        .as("%s: %s", operation, answer.text())
                        .isBetween(200, 299);
            } else {
                assertThat(answer.status())
                        .as("%s: %s", operation, answer.text())
                        .isEqualTo(403);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pathsBehindTheGateway")
    void what_services_ask_each_other_does_not_pass_the_gateway(String path) {
        // When
        Answer answer = Request.to("GET", path)
                .withKey(b.accessKey())
                .with("X-Tallyhouse-Service-Secret", SharedStack.get().serviceSecret())
                .with("X-Tallyhouse-Tenant", a.tenant().id())
                .send();
        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain("Aldebaran");
    }

    static List<String> pathsBehindTheGateway() {
        return List.of(
                "/internal/customers/aldebaran-customer",
                "/v1/../internal/customers/aldebaran-customer",
                "/v1/%2e%2e/internal/customers/aldebaran-customer",
                "/v1/customers/..%2f..%2finternal%2fcustomers%2faldebaran-customer",
                "//internal/customers/aldebaran-customer",
                "/v1/customers/aldebaran-customer");
    }

    /** B may use A's ids for things of its own; until then it has nothing of these names. */
    private static List<Operation> creationsLast() {
        return operations().stream()
                .sorted(Comparator.comparing(operation ->
                        !operation.isRead() && operation.parameters("path").isEmpty()))
                .toList();
    }

    private static List<Operation> reads() {
        return operations().stream()
                .filter(operation -> operation.isRead() && !operation.isForOperators())
                .toList();
    }

    /** What A itself can read, without times that go on; of the PDF, which tells when it was printed, that it is one. */
    private static Map<String, String> everythingOfA() {
        Map<String, String> everything = new TreeMap<>();
        for (Operation read : reads()) {
            Answer answer =
                    a.probes().bare(read).withKey(a.tenant().accessKey()).send();
            String text = read.template().endsWith("/pdf") ? answer.text().substring(0, 4) : answer.text();
            everything.put(
                    read.toString(), text.replaceAll("\"(completeThrough|asOf)\"\\s*:\\s*\"[^\"]*\"", "\"$1\":\"~\""));
        }
        return everything;
    }
}
