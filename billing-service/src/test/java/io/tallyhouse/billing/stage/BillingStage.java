package io.tallyhouse.billing.stage;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.contracts.catalog.MetricRecord;
import io.tallyhouse.contracts.catalog.PriceRecord;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kit.testing.BackingResource;
import io.tallyhouse.kit.testing.StubServices;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A sandbox tenant with what the other services would publish about it; the test plays catalogue, ingest and meter. */
public final class BillingStage {
    public static final CurrencyCode EUR = CurrencyCode.of("EUR");
    private static final Instant LONG_AGO = Instant.parse("2025-12-01T00:00:00Z");

    private final TestTenant tenant;
    private final MeterStage meter;
    private long clockVersion = 1;

    private BillingStage(TestTenant tenant) {
        this.tenant = tenant;
        this.meter = new MeterStage(tenant.tenantId());
    }

    static {
        // a busy machine joins consumer groups slowly; what passes does so long before
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(200));
    }

    public static BillingStage at(String now) {
        return new BillingStage(TestTenants.createSandbox("billing-" + UUID.randomUUID(), Instant.parse(now)));
    }

    /** With a READY metric, {@code per-request} at 0.10 in arrears and {@code base} at 49.00 in advance. */
    public static BillingStage metered(String now) {
        BillingStage stage = at(now);
        stage.metric("requests");
        stage.metricIsReady("requests");
        stage.unitPrice("per-request", "0.10", "requests");
        stage.flatPrice("base", "49.00", BillingTiming.IN_ADVANCE);
        return stage;
    }

    public MeterStage meter() {
        return meter;
    }

    public TenantId tenant() {
        return tenant.tenantId();
    }

    public RequestSpecification api() {
        return given().header("Authorization", tenant.bearer()).contentType(ContentType.JSON);
    }

    public void clockMovesTo(String now) {
        clockVersion++;
        TestTenants.moveClock(tenant().value(), clockVersion, Instant.parse(now));
    }

    // the catalogue

    public void customer(String id, String zone, String... aliases) {
        CustomerRecord customer = customerRecord(id, zone, aliases);
        StubServices.answer(Service.CATALOG, tenant(), "/internal/customers/" + id, customer);
        TestTopics.send(Topics.CATALOG_CUSTOMERS, Topics.resourceKey(tenant(), id), customer);
    }

    /** Known by the topic alone: who asks its owner is told that it does not exist. */
    public void customerThatItsOwnerDenies(String id) {
        TestTopics.send(Topics.CATALOG_CUSTOMERS, Topics.resourceKey(tenant(), id), customerRecord(id, "UTC"));
    }

    private CustomerRecord customerRecord(String id, String zone, String... aliases) {
        return new CustomerRecord(
                tenant(),
                new CustomerId(id),
                1,
                false,
                id + " Ltd",
                EUR,
                ZoneId.of(zone),
                "PL",
                List.of(aliases),
                Optional.empty(),
                Optional.empty(),
                LONG_AGO);
    }

    public void flatPrice(String id, String amount, BillingTiming timing) {
        price(id, timing, Optional.empty(), new PriceStructure.Flat(new BigDecimal(amount)));
    }

    public void unitPrice(String id, String unitPrice, String metric) {
        PriceStructure structure = new PriceStructure.Unit(
                new BigDecimal(unitPrice), BigDecimal.ONE, BigDecimal.ZERO, false, Optional.empty());
        price(id, BillingTiming.IN_ARREARS, Optional.of(new MetricId(metric)), structure);
    }

    /** Known to its owner alone, as a price that was posted a moment ago. */
    public void price(String id, BillingTiming timing, Optional<MetricId> metric, PriceStructure structure) {
        publishPrice(id, EUR, timing, metric, structure, false);
    }

    public void publishPrice(
            String id,
            CurrencyCode currency,
            BillingTiming timing,
            Optional<MetricId> metric,
            PriceStructure structure,
            boolean archived) {
        PriceRecord price = new PriceRecord(
                tenant(),
                new PriceId(id),
                1,
                archived,
                new ProductId("product"),
                "Price " + id,
                currency,
                BillingFrequency.MONTHLY,
                1,
                timing,
                metric,
                structure,
                PriceRecord.UsageMode.BILLING_PERIOD,
                Optional.empty(),
                LONG_AGO);
        StubServices.answer(Service.CATALOG, tenant(), "/internal/prices/" + id, price);
    }

    public void metric(String id) {
        MetricRecord metric = new MetricRecord(
                "Metric " + id,
                false,
                new MetricDefinition(
                        tenant(),
                        new MetricId(id),
                        1,
                        "request",
                        Aggregation.COUNT,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        MetricDefinition.SLOT_MINUTES_DEFAULT),
                LONG_AGO);
        TestTopics.send(Topics.CATALOG_METRICS, Topics.resourceKey(tenant(), id), metric);
        StubServices.answer(Service.CATALOG, tenant(), "/internal/metrics/" + id, metric);
    }

    public void metricIsReady(String id) {
        Map<Integer, Long> starts = new TreeMap<>();
        for (int partition = 0; partition < BackingResource.METERED_PARTITIONS; partition++) {
            starts.put(partition, 0L);
        }
        MetricStateRecord state = new MetricStateRecord(
                tenant(), new MetricId(id), 1, MetricStateRecord.State.READY, starts, starts.size());
        TestTopics.send(Topics.METRIC_STATES, Topics.resourceKey(tenant(), id, "1"), state);
    }

    // schedules and runs

    /** A draft of one phase, billed on the first. */
    public void draft(String id, String customer, String start, String end, String... prices) {
        String endDate = end.isEmpty() ? "" : ",\"endDate\":\"" + end + "\"";
        String priceIds = "[\"" + String.join("\",\"", prices) + "\"]";
        String body = """
                {"id":"%s","customerId":"%s","startDate":"%s"%s,"billingDay":1,"currency":"EUR",
                 "phases":[{"startDate":"%s"%s,"priceIds":%s}]}""".formatted(id, customer, start, endDate, start, endDate, priceIds);
        api().body(body).post("/v1/schedules").then().statusCode(201);
    }

    public void activate(String id) {
        api().post("/v1/schedules/" + id + "/activate").then().statusCode(200);
    }

    public void activeSchedule(String id, String customer, String start, String end, String... prices) {
        draft(id, customer, start, end, prices);
        activate(id);
    }

    /** Documents asked of invoice-service so far, by invoice date. */
    public List<InvoiceRequested> requested() {
        return TestTopics.readAll(Topics.INVOICE_REQUESTED).stream()
                .filter(document -> document.tenant().equals(tenant()))
                .sorted(Comparator.comparing(InvoiceRequested::issueDate)
                        .thenComparing(document ->
                                document.scheduleId().map(ScheduleId::value).orElse("")))
                .toList();
    }

    public List<InvoiceRequested> awaitRequested(int count) {
        await().until(() -> requested().size() >= count);
        return requested();
    }

    public JsonPath runs(String query) {
        return api().get("/v1/billing-runs?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public boolean isSettled() {
        return given().header("X-Tallyhouse-Service-Secret", BackingResource.SERVICE_SECRET)
                .get("/internal/test-clock/" + tenant())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("settled");
    }
}
