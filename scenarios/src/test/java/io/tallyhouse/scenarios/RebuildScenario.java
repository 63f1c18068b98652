package io.tallyhouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyhouse.backing.EmbeddedKafka;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.stack.ApiClient;
import io.tallyhouse.stack.Progress;
import io.tallyhouse.stack.Rebuild;
import io.tallyhouse.stack.Stack;
import io.tallyhouse.stack.StackSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A new generation of the log counts the same with another number of partitions, and all goes on from there. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RebuildScenario {
    private static final int CUSTOMERS = 7;
    private static final List<String> METRICS = List.of("tokens", "users", "requests");

    private StackSettings settings;
    private Stack stack;
    private Tenant tenant;

    @BeforeEach
    void a_stack_of_its_own() {
        Path state = Path.of("target/rebuilt-stack").toAbsolutePath();
        SharedStack.deleteAll(state);
        settings = StackSettings.forTests(House.built(), state);
        stack = start();
        String key = operator().postOk("/v1/tenants", """
                        {"id":"rebuilt","name":"Rebuilt","mode":"SANDBOX"}""").path("accessKey").asText();
        tenant = new Tenant("rebuilt", key, new ApiClient(stack.gateway(), key));
    }

    @AfterEach
    void nothing_is_left_running() {
        stack.close();
    }

    private Stack start() {
        return Stack.start(settings, Progress.to(System.out));
    }

    private ApiClient operator() {
        return new ApiClient(stack.gateway(), stack.operatorKey());
    }

    /** Older than the meter's memory for ids below 700. */
    private static String event(int id, int tokens) {
        return """
                {"id":"e-%d","type":"llm.request","subject":"customer-%d","time":"2027-%02d-%02dT10:00:00Z","data":{"tokens":%d,"user":"u%d"}}""".formatted(id, id % CUSTOMERS, id < 700 ? 3 : 5, 1 + id % 28, tokens, id % 50);
    }

    private static List<String> events(int from, int to, int tokens) {
        List<String> events = new ArrayList<>();
        for (int id = from; id < to; id++) {
            events.add(event(id, tokens));
        }
        return events;
    }

    private void change(String method, int id, String then) {
        String path = "/v1/events/customer-" + id % CUSTOMERS + "/e-" + id + then;
        assertThat(tenant.api().send(method, path, null).status()).isEqualTo(202);
    }

    /** Every metric's answer for every customer, but for how far it is complete. */
    private Map<String, JsonNode> usage() {
        Map<String, JsonNode> usage = new TreeMap<>();
        for (String metric : METRICS) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                JsonNode answer = tenant.api()
                        .getOk("/v1/metrics/%s/usage?customer=customer-%d&from=2027-03-01&to=2027-06-30&granularity=DAY"
                                .formatted(metric, customer));
                ((ObjectNode) answer).remove("completeThrough");
                usage.put(metric + " of " + customer, answer);
            }
        }
        return usage;
    }

    private long sum(String metric) {
        long sum = 0;
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            sum += tenant.usage(metric, "customer-" + customer, "2027-03-01", "2027-06-30")
                    .path("value")
                    .asLong();
        }
        return sum;
    }

    private void catalogue() {
        tenant.moveClockTo("2027-05-31T20:00:00Z");
        tenant.createMetrics("""
                {"id":"tokens","name":"Tokens","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""", """
                {"id":"users","name":"Users","eventType":"llm.request","aggregation":"UNIQUE","property":"user"}""", """
                {"id":"requests","name":"Requests","eventType":"llm.request","aggregation":"SUM","property":"tokens"}""");
        tenant.product("p");
        tenant.usagePrice("per-request", "requests", "{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}");
        tenant.customer("customer-1", "UTC");
        tenant.startSchedule("customer-1", Tenant.open("2027-05-01", "per-request"));
        // the schedule stays with the sum of tokens, and usage shows the count
        assertThat(tenant.api().put("/v1/metrics/requests", """
                {"name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""").status()).isEqualTo(200);
        Tenant.eventually(() -> assertThat(
                        tenant.api().getOk("/v1/metrics/requests").path("state").asText())
                .isEqualTo("READY"));
    }

    private void sendAll() {
        tenant.send(events(0, 1_400, 1));
        tenant.send(events(0, 1_400, 1));
        // corrected before and behind the memory, voided, and one of them restored
        tenant.send(events(0, 100, 10));
        tenant.send(events(700, 800, 10));
        for (int id : List.of(300, 301, 1_000, 1_001)) {
            change("DELETE", id, "");
        }
        change("POST", 301, "/restore");
        // 1,400 + 200 x 9 - 3
        Tenant.eventually(() -> assertThat(sum("tokens")).isEqualTo(3_197));
        Tenant.eventually(() -> assertThat(sum("requests")).isEqualTo(1_397));
    }

    private int partitions(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private void restart() {
        stack = start();
        tenant = new Tenant(tenant.id(), tenant.accessKey(), new ApiClient(stack.gateway(), tenant.accessKey()));
    }

    @Test
    void a_rebuild_with_more_partitions_counts_the_same_and_all_goes_on() throws Exception {
        // Given
        catalogue();
        sendAll();
        Map<String, JsonNode> before = usage();
        JsonNode preview = tenant.api().getOk("/v1/schedules/customer-1/preview?through=2027-06-01");
        // a run that waits for what the meter has not counted: 12 partitions from now on, not 8
        assertThat(pauseMeter()).isEqualTo(204);
        tenant.send(List.of("""
                {"id":"late","type":"llm.request","subject":"customer-1","time":"2027-05-31T10:00:00Z","data":{"tokens":5,"user":"u1"}}"""));
        tenant.moveClockTo("2027-06-01T00:00:00Z");
        Tenant.eventually(() -> assertThat(tenant.runs("customer-1"))
                .singleElement()
                .satisfies(run -> assertThat(run.path("waitingFor")).isNotEmpty()));
        stack.close();

        // When
        boolean inForce = new Rebuild(settings, Progress.to(System.out)).execute(new Rebuild.Wanted(12, false));
        restart();

        // Then
        assertThat(inForce).isTrue();
        assertThat(partitions("usage-events.g2")).isEqualTo(12);
        assertThat(partitions("metric-windows.g2")).isEqualTo(12);
        assertThat(KafkaTopics.names(stack.kafkaBootstrapServers()))
                .doesNotContain("usage-events", "metric-windows")
                .noneMatch(topic -> topic.startsWith("tallyhouse-meter-1-"));
        assertInvoiced(preview);
        // the late event is voided, and all is as before
        assertThat(tenant.api().delete("/v1/events/customer-1/late").status()).isEqualTo(202);
        Tenant.eventually(() -> assertThat(usage()).isEqualTo(before));
        assertGoesOn();
    }

    /** The preview of May, and 5 tokens at 0.50 that came late. */
    private void assertInvoiced(JsonNode preview) {
        JsonNode invoice = tenant.awaitInvoices("customer-1", 1).get(0);
        JsonNode expected = preview.path("items").path(0).path("lines").path(0);
        assertThat(quantity(invoice.path("lines").path(0)))
                .isEqualByComparingTo(quantity(expected).add(BigDecimal.valueOf(5)));
    }

    private static BigDecimal quantity(JsonNode line) {
        return new BigDecimal(line.path("quantity").asText());
    }

    private void assertGoesOn() {
        tenant.send(events(0, 1_400, 1).subList(100, 700)); // repeats, older than the memory
        tenant.send(events(800, 900, 1)); // repeats of what is remembered
        tenant.send(events(1_400, 1_500, 1)); // new
        change("DELETE", 500, "");
        change("POST", 300, "/restore");
        tenant.send(events(600, 610, 4)); // corrections of what is older than the memory
        tenant.createMetrics("""
                {"id":"later","name":"Later","eventType":"llm.request","aggregation":"COUNT"}""");
        // 3,197 + 100 - 1 + 1 + 10 x 3
        Tenant.eventually(() -> assertThat(sum("tokens")).isEqualTo(3_327));
        // 1,397 + 100 - 1 + 1, also for a metric that sees the past from the archive in its new order
        Tenant.eventually(() -> assertThat(sum("later")).isEqualTo(1_497));
        assertThat(sum("requests")).isEqualTo(1_497);
        assertThat(tenant.api().getOk("/v1/events/customer-0/e-0").toString())
                .contains("SUPERSEDED")
                .contains("COUNTED");
    }

    private int pauseMeter() {
        return new Request(
                        "POST",
                        URI.create("http://127.0.0.1:"
                                + stack.service(SharedStack.METRICS).port() + "/internal/meter/pause"),
                        Map.of("X-Tallyhouse-Service-Secret", stack.serviceSecret()),
                        Optional.empty())
                .send()
                .status();
    }

    @Test
    void what_a_killed_rebuild_leaves_is_thrown_away_and_a_lost_log_is_not_needed() throws Exception {
        // Given
        catalogue();
        sendAll();
        Map<String, JsonNode> before = usage();
        stack.close();

        // When it is killed while the meter counts the new generation
        killed("] counting", "rebuild", "--partitions", "3");
        restart();

        // Then the one before is in force
        assertThat(partitions("usage-events")).isEqualTo(8);
        tenant.send(events(1_400, 1_500, 1));
        Tenant.eventually(() -> assertThat(sum("tokens")).isEqualTo(3_297)); // 3,197 + 100
        change("DELETE", 1_400, "");
        Tenant.eventually(() -> assertThat(sum("tokens")).isEqualTo(3_296));
        before = usage();
        stack.close();

        // When the log is lost with all that the meter made of it
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(
                Path.of("target/rebuilt-stack").toAbsolutePath().resolve("kafka")))) {
            KafkaTopics.delete(
                    kafka.bootstrapServers(),
                    KafkaTopics.names(kafka.bootstrapServers()).stream()
                            .filter(topic -> topic.startsWith("usage-events")
                                    || topic.startsWith("metric-windows")
                                    || topic.startsWith("tallyhouse-meter-"))
                            .toList());
        }
        boolean inForce = new Rebuild(settings, Progress.to(System.out)).execute(new Rebuild.Wanted(5, false));
        restart();

        // Then
        assertThat(inForce).isTrue();
        assertThat(partitions("usage-events.g2")).isEqualTo(5);
        assertThat(usage()).isEqualTo(before);
    }

    /** Runs the command in a process of its own, which is killed when it has said a line that ends so. */
    private static void killed(String ending, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtallyhouse.home=" + House.built(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.tallyhouse.stack.Main"));
        line.addAll(List.of(command));
        line.addAll(List.of(
                "--state", Path.of("target/rebuilt-stack").toAbsolutePath().toString(), "--port", "18480"));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean said = process.inputReader().lines().peek(System.out::println).anyMatch(told -> told.endsWith(ending));
        process.destroyForcibly().waitFor();
        assertThat(said).as("it said '%s'", ending).isTrue();
    }
}
