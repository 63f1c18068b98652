package io.tallyhouse.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.catalog.CustomerRecord.BillingPreference;
import io.tallyhouse.contracts.catalog.CustomerRecord.Contact;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxId;
import io.tallyhouse.contracts.catalog.CustomerRecord.TaxStatus;
import io.tallyhouse.contracts.catalog.MetricParameter.Type;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure.Dynamic;
import io.tallyhouse.contracts.catalog.PriceStructure.Graduated;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.catalog.PriceStructure.SeatProration;
import io.tallyhouse.contracts.catalog.PriceStructure.Tier;
import io.tallyhouse.contracts.golden.Golden;
import io.tallyhouse.contracts.json.ContractJson;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.PropertyFilter;
import io.tallyhouse.contracts.metric.PropertyFilter.Operator;
import io.tallyhouse.contracts.metric.expression.Expression;
import io.tallyhouse.kernel.aggregation.Aggregation;
import io.tallyhouse.kernel.aggregation.LevelResult;
import io.tallyhouse.kernel.aggregation.Proration;
import io.tallyhouse.kernel.aggregation.ResultOptions;
import io.tallyhouse.kernel.aggregation.ResultRounding;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.id.ProductId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.time.ServicePeriod;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogRecordsTest {
    private static final Instant CREATED_AT = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void a_metric_is_written_with_its_expression_and_parameters() {
        // Given
        MetricDefinition definition = new MetricDefinition(
                new TenantId("default"),
                new MetricId("cost"),
                2,
                "llm.request",
                Aggregation.SUM,
                Optional.empty(),
                Optional.of(Expression.of(
                        Expression.Operator.MULTIPLY,
                        Expression.leaf(Expression.Operator.PROPERTY, "tokens"),
                        Expression.leaf(Expression.Operator.NUMBER, "0.1"))),
                List.of(new PropertyFilter("plan", Operator.NOT_IN, List.of("free"), Optional.of(false))),
                List.of(List.of(new PropertyFilter("n", Operator.GTE, List.of("1.5")))),
                List.of("model"),
                5,
                new ResultOptions(
                        Optional.empty(),
                        true,
                        Optional.of(Proration.SECONDS),
                        Optional.of(new ResultRounding(ResultRounding.Mode.HALF_UP, 2))),
                Optional.empty());
        MetricRecord metric = new MetricRecord(
                "Cost",
                false,
                definition,
                CREATED_AT,
                Optional.of("EUR"),
                Optional.of("data.tokens * params.rate"),
                List.of(new MetricParameter("rate", Type.DECIMAL, "0.1")));
        // Then
        Golden.assertSame("catalog/metric.json", text(metric));
        assertThat(read("catalog/metric.json", MetricRecord.class)).isEqualTo(metric);
    }

    @Test
    void a_metric_is_written_with_its_result() {
        // Given
        MetricDefinition definition = new MetricDefinition(
                new TenantId("default"),
                new MetricId("machine-hours"),
                1,
                "machine",
                Aggregation.WEIGHTED_SUM,
                Optional.of("change"),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                1,
                new ResultOptions(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LevelResult.UNIT_HOURS)),
                Optional.empty());
        MetricRecord metric = new MetricRecord("Machine hours", false, definition, CREATED_AT);
        // Then
        Golden.assertSame("catalog/metric-unit-hours.json", text(metric));
        assertThat(read("catalog/metric-unit-hours.json", MetricRecord.class)).isEqualTo(metric);
    }

    @Test
    void a_metric_from_before_there_were_expressions_is_read() {
        // When
        MetricRecord metric = read("catalog/metric-before-expressions.json", MetricRecord.class);
        // Then
        assertThat(metric)
                .isEqualTo(new MetricRecord(
                        "Tokens",
                        true,
                        new MetricDefinition(
                                new TenantId("default"),
                                new MetricId("tokens"),
                                1,
                                "llm.request",
                                Aggregation.SUM,
                                Optional.of("tokens"),
                                List.of(new PropertyFilter("region", Operator.IN, List.of("eu"))),
                                List.of("model"),
                                15),
                        CREATED_AT));
    }

    @Test
    void a_customer_is_written_with_names_for_a_part_of_time() {
        // Given
        Instant december = Instant.parse("2026-11-30T23:00:00Z");
        CustomerRecord customer = acme().renamed(
                        List.of("acme-prod"),
                        List.of(
                                new AliasSpan("team-a", Optional.empty(), Optional.of(december)),
                                new AliasSpan("team-b", Optional.of(december), Optional.empty())));
        // Then
        Golden.assertSame("catalog/customer.json", text(customer));
        assertThat(read("catalog/customer.json", CustomerRecord.class)).isEqualTo(customer);
        assertThat(customer.version()).isEqualTo(2);
        assertThat(customer.subjects()).containsExactly("acme", "acme-prod", "team-a", "team-b");
        // November ends where December begins
        assertThat(customer.subjectsIn(new ServicePeriod(Instant.parse("2026-10-31T23:00:00Z"), december)))
                .extracting(SubjectSpan::subject)
                .containsExactly("acme", "acme-prod", "team-a");
        assertThat(customer.subjectsIn(new ServicePeriod(december, december.plusSeconds(1))))
                .extracting(SubjectSpan::subject)
                .containsExactly("acme", "acme-prod", "team-b");
    }

    @Test
    void a_child_is_written_with_its_parent() {
        // Given
        CustomerRecord root = acme();
        CustomerRecord child = new CustomerRecord(
                root.tenant(),
                new CustomerId("acme-fr"),
                1,
                false,
                "Acme SARL",
                root.currency(),
                root.timeZone(),
                "FR",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                CREATED_AT,
                List.of(),
                Optional.of(root.id()));
        // Then
        Golden.assertSame("catalog/customer-child.json", text(child));
        assertThat(read("catalog/customer-child.json", CustomerRecord.class)).isEqualTo(child);
        assertThat(child.asArchived().parentId()).contains(root.id());
        assertThat(child.renamed(List.of("fr"), List.of()).parentId()).contains(root.id());
    }

    @Test
    void a_customer_is_written_with_contacts_and_taxes() {
        // Given
        CustomerRecord known = acme();
        CustomerRecord customer = new CustomerRecord(
                known.tenant(),
                known.id(),
                1,
                false,
                known.legalName(),
                known.currency(),
                known.timeZone(),
                known.country(),
                known.aliases(),
                known.email(),
                known.address(),
                CREATED_AT,
                List.of(),
                Optional.empty(),
                Optional.of("Acme, the large one"),
                List.of(
                        new Contact("con_1", "Jo", "jo@acme.example", BillingPreference.PRIMARY),
                        new Contact("con_2", "Al", "al@acme.example", BillingPreference.NONE)),
                TaxStatus.REVERSE_CHARGED,
                List.of(new TaxId("EU_VAT", "DE123456789")));
        // Then
        Golden.assertSame("catalog/customer-with-contacts.json", text(customer));
        assertThat(read("catalog/customer-with-contacts.json", CustomerRecord.class))
                .isEqualTo(customer);
        assertThat(customer.primaryContact().map(Contact::name)).contains("Jo");
        assertThat(customer.asArchived().contacts()).isEqualTo(customer.contacts());
        assertThat(customer.renamed(List.of(), List.of()).taxIds()).isEqualTo(customer.taxIds());
    }

    @Test
    void a_product_is_written_with_how_it_is_taxed_and_recognised() {
        // Given
        ProductRecord product = new ProductRecord(
                new TenantId("default"),
                new ProductId("suite"),
                1,
                false,
                "Suite",
                CREATED_AT,
                Optional.of("Suite 2026"),
                Optional.of("saas"),
                Optional.of(ProductRecord.RecognitionMethod.STRAIGHT_LINE));
        // Then
        Golden.assertSame("catalog/product.json", text(product));
        assertThat(read("catalog/product.json", ProductRecord.class)).isEqualTo(product);
        assertThat(product.asArchived().taxCategory()).contains("saas");
        assertThat(read("catalog/product-before-taxes.json", ProductRecord.class))
                .isEqualTo(new ProductRecord(
                        new TenantId("default"), new ProductId("suite"), 1, false, "Suite", CREATED_AT));
    }

    @Test
    void a_customer_from_before_names_changed_hands_is_read() {
        assertThat(read("catalog/customer-before-spans.json", CustomerRecord.class))
                .isEqualTo(acme());
    }

    @Test
    void a_price_is_written_with_what_fills_its_tiers() {
        // Given
        PriceRecord price = price(
                new Graduated(
                        List.of(
                                Tier.ofUnits(Optional.of(new BigDecimal("1000")), BigDecimal.ZERO, BigDecimal.ZERO),
                                Tier.ofUnits(Optional.empty(), new BigDecimal("0.05"), BigDecimal.ZERO)),
                        false,
                        Optional.empty()),
                UsageMode.PERIODIC,
                Optional.of(new UsagePeriod(BillingFrequency.YEARLY, 1)));
        // Then
        Golden.assertSame("catalog/price-periodic.json", text(price));
        assertThat(read("catalog/price-periodic.json", PriceRecord.class)).isEqualTo(price);
    }

    @Test
    void a_price_is_written_with_its_origin_its_parameters_and_the_version_before() {
        // Given
        PriceRecord first =
                price(new Dynamic(BigDecimal.ONE, false, Optional.empty()), UsageMode.BILLING_PERIOD, Optional.empty());
        PriceRecord price = first.meteredBy(new MetricId("met_1"), Map.of("rate", "0.2"))
                .madeFrom(Optional.of(new ListPriceReference(new PriceId("list"), 4)))
                .from(Optional.of(LocalDate.parse("2027-01-01")))
                .succeeding(first, LocalDate.parse("2026-11-20"));
        // Then
        Golden.assertSame("catalog/price-planned.json", text(price));
        assertThat(read("catalog/price-planned.json", PriceRecord.class)).isEqualTo(price);
    }

    @Test
    void a_price_of_seats_is_written_with_its_tiers_and_overage() {
        // Given
        PriceRecord price = price(
                new Seat(
                        List.of(Tier.ofUnits(Optional.empty(), new BigDecimal("15"), BigDecimal.ZERO)),
                        BigDecimal.TEN,
                        SeatProration.PRORATE_ALL_CHANGES,
                        Optional.of(BillingFrequency.WEEKLY)),
                UsageMode.BILLING_PERIOD,
                Optional.empty());
        // Then
        Golden.assertSame("catalog/price-seat.json", text(price));
        assertThat(read("catalog/price-seat.json", PriceRecord.class)).isEqualTo(price);
    }

    @Test
    void a_price_from_before_there_were_usage_modes_is_read() {
        assertThat(read("catalog/price-before-usage-modes.json", PriceRecord.class))
                .isEqualTo(price(
                        new Graduated(
                                List.of(Tier.ofUnits(Optional.empty(), BigDecimal.ONE, BigDecimal.ZERO)),
                                false,
                                Optional.empty()),
                        UsageMode.BILLING_PERIOD,
                        Optional.empty()));
    }

    private static PriceRecord price(PriceStructure structure, UsageMode mode, Optional<UsagePeriod> usagePeriod) {
        return new PriceRecord(
                new TenantId("default"),
                new PriceId("api"),
                3,
                false,
                new ProductId("suite"),
                "API",
                CurrencyCode.of("EUR"),
                BillingFrequency.MONTHLY,
                1,
                BillingTiming.IN_ARREARS,
                Optional.of(new MetricId("calls")),
                structure,
                mode,
                usagePeriod,
                CREATED_AT);
    }

    private static CustomerRecord acme() {
        return new CustomerRecord(
                new TenantId("default"),
                new CustomerId("acme"),
                1,
                false,
                "Acme GmbH",
                CurrencyCode.of("EUR"),
                ZoneId.of("Europe/Berlin"),
                "DE",
                List.of("acme-prod"),
                Optional.of("billing@acme.example"),
                Optional.empty(),
                CREATED_AT);
    }

    private static String text(Object record) {
        return new String(ContractJson.write(record), StandardCharsets.UTF_8);
    }

    private static <T> T read(String golden, Class<T> type) {
        return ContractJson.read(Golden.read(golden).getBytes(StandardCharsets.UTF_8), type);
    }
}
