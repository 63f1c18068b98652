package io.tallyhouse.ingest.archive;

import static io.tallyhouse.ingest.IngestClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.ingest.IngestClient;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackingResource.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchiveIT {
    private static final String TIME = "2026-10-01T12:00:00Z";

    @Test
    void an_accepted_event_is_found_as_it_was_sent() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("archive-as-sent"));
        String data =
                "{\"tokens\":1.50,\"big\":1234567890123456789012345678901234,\"text\":\"a\\\"b\\n\\u20ac\",\"ok\":true,\"none\":null}";

        // When
        client.send(event("acme", "e1", "2026-10-01T14:00:00+02:00", data)).statusCode(202);

        // Then
        client.eventually(Map.of("subject", "acme"), page -> {
            assertThat(page.getList("items")).hasSize(1);
            assertThat(page.getString("items[0].time")).isEqualTo("2026-10-01T14:00:00+02:00");
            assertThat(page.getString("items[0].state")).isEqualTo("COUNTED");
            assertThat(page.getString("items[0].source")).isEmpty();
            assertThat(page.getString("items[0].acceptedAt")).endsWith("Z");
            assertThat(page.getString("items[0].data.text")).isEqualTo("a\"b\n\u20ac");
        });
        assertThat(client.search(Map.of("subject", "acme")).extract().asString())
                .contains("\"tokens\":1.50", "\"big\":1234567890123456789012345678901234", "\"none\":null");
    }

    @Test
    void pages_go_from_new_to_old_and_back_without_gap_or_repeat() {
        // Given events of one second each, three of them at the same time
        IngestClient client = new IngestClient(TestTenants.create("archive-pages"));
        List<String> ids = IntStream.range(0, 23)
                .mapToObj(index -> "e%02d".formatted(index))
                .toList();
        client.send(ids.stream()
                        .map(id -> event(
                                "s" + id.charAt(2),
                                id,
                                "2026-10-01T12:00:%02dZ".formatted(Math.max(2, Integer.parseInt(id.substring(1)))),
                                "{}"))
                        .collect(Collectors.joining(",", "[", "]")))
                .statusCode(202);
        client.eventually(
                Map.of("limit", 100), page -> assertThat(page.getList("items")).hasSize(23));

        // When
        List<String> forth = walk(client, "after", "next", Optional.empty());
        String last = client.search(Map.of("limit", 100, "to", "2026-10-01T12:00:03Z"))
                .extract()
                .jsonPath()
                .getString("items[2].id");
        JsonPath oldest = page(client, Map.of("limit", 5, "after", nthCursor(client, 4)));

        // Then
        assertThat(forth).hasSize(23).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
        assertThat(forth.subList(0, 20))
                .isEqualTo(IntStream.rangeClosed(3, 22)
                        .mapToObj(index -> "e%02d".formatted(25 - index))
                        .toList());
        assertThat(forth.get(22)).isEqualTo(last);
        assertThat(oldest.getString("next")).isNull();
        List<String> back = new ArrayList<>(oldest.<String>getList("items.id"));
        Collections.reverse(back);
        back.addAll(walk(client, "before", "previous", Optional.of(oldest.getString("previous"))));
        Collections.reverse(back);
        assertThat(back).isEqualTo(forth);
    }

    @Test
    void filters_narrow_by_subject_type_time_and_customer() {
        // Given
        TestTenant tenant = TestTenants.create("archive-filters");
        IngestClient client = new IngestClient(tenant);
        StubServices.answer(
                Service.CATALOG, tenant.tenantId(), "/internal/customers/acme", customer(tenant, "acme", "acme-prod"));
        client.send(
                        "[" + event("acme", "e1", "2026-10-01T12:00:00Z", "{}") + ","
                                + event("acme-prod", "e2", "2026-10-02T12:00:00Z", "{}") + ","
                                + event("globex", "e3", "2026-10-03T00:00:00Z", "{}") + ","
                                + "{\"id\":\"e4\",\"type\":\"disk\",\"subject\":\"acme\",\"time\":\"2026-10-03T23:59:59.999999Z\"}]")
                .statusCode(202);
        client.eventually(Map.of(), page -> assertThat(page.getList("items")).hasSize(4));

        // Then
        assertThat(ids(client, Map.of("subject", "acme"))).containsExactly("e4", "e1");
        assertThat(ids(client, Map.of("type", "llm.request"))).containsExactly("e3", "e2", "e1");
        assertThat(ids(client, Map.of("subject", "acme", "type", "disk"))).containsExactly("e4");
        assertThat(ids(client, Map.of("from", "2026-10-02T14:00:00+02:00", "to", "2026-10-03T00:00:00Z")))
                .containsExactly("e2");
        assertThat(ids(client, Map.of("from", "2026-10-02", "to", "2026-10-03")))
                .containsExactly("e4", "e3", "e2");
        assertThat(ids(client, Map.of("customer", "acme"))).containsExactly("e4", "e2", "e1");
        assertThat(ids(client, Map.of("customer", "acme", "limit", 1))).containsExactly("e4");
        assertThat(ids(client, Map.of("customer", "globex"))).containsExactly("e3");
    }

    @Test
    void the_state_of_a_version_follows_from_later_records_of_its_identity() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("archive-states"));
        client.send(event("acme", "changed", TIME, "{\"v\":1}"));
        client.send(event("acme", "changed", TIME, "{\"v\":2}"));
        client.send(event("acme", "voided", TIME, "{\"v\":1}"));
        client.change("DELETE", "acme", "voided", "").statusCode(202);
        client.send(event("acme", "voided", TIME, "{\"v\":2}"));
        client.change("DELETE", "acme", "restored", "").statusCode(202);
        client.send(event("acme", "restored", TIME, "{}"));
        client.change("POST", "acme", "restored", "/restore").statusCode(202);
        client.send(event("acme", "repeated", TIME, "{}"));

        // When the same content comes again, with and without its time
        client.send(event("acme", "repeated", TIME, "{}"));
        client.send("{\"id\":\"repeated\",\"type\":\"llm.request\",\"subject\":\"acme\"}");
        client.send(event("acme", "repeated", TIME, "{}"));
        client.send("{\"id\":\"timeless\",\"type\":\"t\",\"subject\":\"acme\"}");
        client.send("{\"id\":\"timeless\",\"type\":\"t\",\"subject\":\"acme\"}");
        client.send(event("acme", "returned", TIME, "{\"v\":1}"));
        client.send(event("acme", "returned", TIME, "{\"v\":2}"));
        client.send(event("acme", "returned", TIME, "{\"v\":1}"));
        client.send(event("acme", "last", TIME, "{}"));

        // Then
        client.eventually(Map.of("limit", 100), page -> {
            List<Map<String, Object>> items = page.getList("items");
            assertThat(items.stream().map(ArchiveIT::line))
                    .containsExactlyInAnyOrder(
                            "changed 1 SUPERSEDED",
                            "changed 2 COUNTED",
                            "voided 1 SUPERSEDED",
                            "voided 2 VOID",
                            "restored null COUNTED",
                            "repeated null COUNTED",
                            "timeless null COUNTED",
                            "returned 1 SUPERSEDED",
                            "returned 2 SUPERSEDED",
                            "returned 1 COUNTED",
                            "last null COUNTED");
        });
    }

    @Test
    void one_tenant_finds_nothing_of_another() {
        // Given
        IngestClient owner = new IngestClient(TestTenants.create("archive-owner"));
        IngestClient other = new IngestClient(TestTenants.create("archive-other"));
        owner.send(event("acme", "e1", TIME, "{}")).statusCode(202);
        owner.eventually(
                Map.of("subject", "acme"),
                page -> assertThat(page.getList("items")).hasSize(1));

        // Then
        assertThat(ids(other, Map.of())).isEmpty();
        assertThat(ids(other, Map.of("subject", "acme"))).isEmpty();
        assertThat(ids(other, Map.of("customer", "acme"))).isEmpty();
    }

    @Test
    void every_fault_of_a_search_is_told() {
        // Given
        IngestClient client = new IngestClient(TestTenants.create("archive-faults"));

        // Then
        client.search(Map.of(
                        "limit",
                        "0",
                        "after",
                        "x",
                        "from",
                        "noon",
                        "to",
                        "2026-13-01",
                        "subject",
                        "s".repeat(201),
                        "type",
                        "a\0"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", containsInAnyOrder("?limit", "?after", "?from", "?to", "?subject", "?type"));
        client.search(Map.of("subject", "a", "customer", "b")).statusCode(422);
        client.search(Map.of("from", "2026-10-02", "to", "2026-09-30"))
                .statusCode(422)
                .body("errors[0].detail", containsString("is before from"));
    }

    private static String line(Map<String, Object> item) {
        return item.get("id") + " " + ((Map<?, ?>) item.get("data")).get("v") + " " + item.get("state");
    }

    private static List<String> walk(IngestClient client, String parameter, String link, Optional<String> from) {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = from;
        do {
            Map<String, Object> query =
                    cursor.isEmpty() ? Map.of("limit", 5) : Map.of("limit", 5, parameter, cursor.get());
            JsonPath page = page(client, query);
            List<String> found = new ArrayList<>(page.<String>getList("items.id"));
            if (link.equals("previous")) {
                Collections.reverse(found);
            }
            ids.addAll(found);
            cursor = Optional.ofNullable(page.getString(link));
        } while (cursor.isPresent());
        return ids;
    }

    private static String nthCursor(IngestClient client, int pages) {
        String cursor = page(client, Map.of("limit", 5)).getString("next");
        for (int page = 1; page < pages; page++) {
            cursor = page(client, Map.of("limit", 5, "after", cursor)).getString("next");
        }
        return cursor;
    }

    private static List<String> ids(IngestClient client, Map<String, ?> query) {
        return page(client, query).getList("items.id");
    }

    private static JsonPath page(IngestClient client, Map<String, ?> query) {
        return client.search(query).statusCode(200).extract().jsonPath();
    }

    private static CustomerRecord customer(TestTenant tenant, String id, String alias) {
        return new CustomerRecord(
                tenant.tenantId(),
                new CustomerId(id),
                1,
                false,
                "Acme GmbH",
                CurrencyCode.of("EUR"),
                ZoneOffset.UTC,
                "DE",
                List.of(alias),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
