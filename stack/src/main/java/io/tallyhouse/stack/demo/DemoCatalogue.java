package io.tallyhouse.stack.demo;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sample's catalogue as requests to the API. */
final class DemoCatalogue {
    static final List<String> METRICS = List.of("llm-requests", "llm-context-tokens", "llm-generated-tokens");
    private static final List<String> PRICES =
            List.of("llm-platform-monthly", "llm-requests-1000", "llm-context-graduated", "llm-generated-unit");

    private DemoCatalogue() {}

    /** Path to bodies, in the order in which they must be sent. */
    static Map<String, List<String>> requests(YearMonth first) {
        Map<String, List<String>> requests = new LinkedHashMap<>();
        requests.put("/v1/metrics", List.of("""
                {"id":"llm-requests","name":"Requests","eventType":"llm.request","aggregation":"COUNT"}""", """
                {"id":"llm-context-tokens","name":"Context tokens","eventType":"llm.request","aggregation":"SUM",\
                "property":"context_tokens"}""", """
                {"id":"llm-generated-tokens","name":"Generated tokens","eventType":"llm.request","aggregation":"SUM",\
                "property":"generated_tokens"}"""));
        requests.put("/v1/products", List.of("""
                {"id":"llm-api","name":"LLM API"}"""));
        requests.put(
                "/v1/prices",
                List.of(
                        price(PRICES.get(0), "Platform fee", "IN_ADVANCE", "", """
                        {"model":"FLAT","amount":"%s"}""".formatted(Expectation.PLATFORM_FEE)),
                        price(PRICES.get(1), "Requests", "IN_ARREARS", METRICS.get(0), """
                        {"model":"PACKAGE","packageSize":"%d","packagePrice":"%s"}""".formatted(
                                        Expectation.PACKAGE_SIZE, Expectation.PACKAGE_PRICE)),
                        price(PRICES.get(2), "Context tokens", "IN_ARREARS", METRICS.get(1), """
                        {"model":"GRADUATED","tiers":[{"upTo":"%d","unitPrice":"%s"},{"unitPrice":"%s"}]}""".formatted(
                                        Expectation.CONTEXT_TIER,
                                        Expectation.CONTEXT_PRICE.toPlainString(),
                                        Expectation.CONTEXT_PRICE_ABOVE.toPlainString())),
                        price(PRICES.get(3), "Generated tokens", "IN_ARREARS", METRICS.get(2), """
                        {"model":"UNIT","unitPrice":"%s"}""".formatted(
                                        Expectation.GENERATED_PRICE.toPlainString()))));
        requests.put(
                "/v1/customers",
                DemoCustomer.ALL.stream()
                        .map(customer -> """
                                {"id":"%s","legalName":"%s","currency":"USD","timeZone":"%s","country":"%s"}""".formatted(
                                        customer.id(first.toString()),
                                        customer.legalName(),
                                        customer.zone(),
                                        customer.country()))
                        .toList());
        return requests;
    }

    private static String price(String id, String name, String timing, String metric, String structure) {
        String counted = metric.isEmpty() ? "" : "\"metricId\":\"" + metric + "\",";
        return """
                {"id":"%s","productId":"llm-api","name":"%s","currency":"USD","frequency":"MONTHLY","timing":"%s",%s\
                "structure":%s}""".formatted(id, name, timing, counted, structure);
    }

    static String schedule(DemoCustomer customer, YearMonth first) {
        String prices = String.join("\",\"", PRICES);
        return """
                {"id":"%s","customerId":"%s","startDate":"%s","billingDay":1,"currency":"USD","autoFinalise":false,\
                "phases":[{"startDate":"%s","priceIds":["%s"]}]}""".formatted(
                customer.id(first.toString()), customer.id(first.toString()), first.atDay(1), first.atDay(1), prices);
    }
}
