package io.tallyhouse.scenarios;

import java.util.List;
import java.util.Map;

/**
 * A request that must be refused, and how.
 *
 * @param pointer of the fault that must be told; "-" if the problem has none, and says itself what is wrong
 * @param says a part of what that fault, or the problem itself, must say: the value, or the mend
 */
record BadRequest(String fault, String method, String path, String body, Refusal refusal, String pointer, String says) {
    /** Status and type of a problem. */
    enum Refusal {
        MALFORMED(400, "malformed-request"),
        DUPLICATE(409, "duplicate-id"),
        TOO_LARGE(413, "body-too-large"),
        INVALID(422, "invalid-input"),
        UNKNOWN(422, "unknown-reference");

        final int status;
        final String type;

        Refusal(int status, String slug) {
            this.status = status;
            this.type = "/problems/" + slug;
        }
    }

    private static final String CUSTOMER = """
            {"id":"bad","legalName":"Bad","currency":"USD","timeZone":"UTC","country":"US"}""";
    private static final String PRICE = """
            {"id":"bad","productId":"p","name":"Bad","currency":"USD","frequency":"MONTHLY","timing":"IN_ARREARS",
             "metricId":"calls","structure":{"model":"UNIT","unitPrice":"0.50"}}""";
    private static final String SCHEDULE = """
            {"id":"bad","customerId":"acme","startDate":"2027-01-01","endDate":"2027-12-31","billingDay":1,"currency":"USD",
             "phases":[{"startDate":"2027-01-01","endDate":"2027-06-30","priceIds":["fee"]},
                       {"startDate":"2027-07-01","endDate":"2027-12-31","priceIds":["fee"]}]}""";
    private static final String GRADUATED = """
            {"model":"GRADUATED","tiers":[{"upTo":"100","unitPrice":"2"},{"upTo":"%s","unitPrice":"1"},{"unitPrice":"1"}]}""";

    /** What a body of each kind is before it is spoilt; it must be accepted. */
    static final Map<String, String> GOOD =
            Map.of("/v1/customers", CUSTOMER, "/v1/prices", PRICE, "/v1/schedules", SCHEDULE);

    static List<BadRequest> all() {
        return List.of(
                customer("an unknown field", "\"country\"", "\"county\":\"Kent\",\"country\"", "/county", "known are"),
                customer("a wrong type", "\"Bad\"", "17", "/legalName", "17 must be text of 1 to 200 characters"),
                customer("a missing field", "\"currency\":\"USD\",", "", "/currency", "is required"),
                customer("a currency that is none", "USD", "DOLLAR", "/currency", "\"DOLLAR\" must be an ISO 4217"),
                customer("a zone that is none", "UTC", "Mars/Base", "/timeZone", "\"Mars/Base\" must be an IANA"),
                price("a negative price", "0.50", "-0.50", "/structure/unitPrice", "'-0.50' must not be negative"),
                price("a number that is no string", "\"0.50\"", "0.50", "/structure/unitPrice", "in a string"),
                price("a model that is none", "UNIT", "GRADUAL", "/structure/model", "\"GRADUAL\" must be one of"),
                price("no metric", "\"metricId\":\"calls\",", "", "/metricId", "needs a metric"),
                price("usage in advance", "IN_ARREARS", "IN_ADVANCE", "/timing", "IN_ARREARS"),
                tiers("tier bounds that fall", "50", "'50' must be greater"),
                tiers("tier bounds that stand", "100", "'100' must be greater"),
                unknown("/v1/prices", "\"p\"", "\"nothing\"", "/productId"),
                unknown("/v1/prices", "\"calls\"", "\"nothing\"", "/metricId"),
                unknown("/v1/schedules", "\"acme\"", "\"nobody\"", "/customerId"),
                unknown("/v1/schedules", "\"fee\"]},", "\"nothing\"]},", "/phases/0/priceIds/0"),
                schedule("an end before the start", "2027-12-31", "2026-12-31", "/endDate", "is before startDate"),
                schedule(
                        "overlapping phases",
                        "2027-07-01",
                        "2027-06-15",
                        "/phases/1/startDate",
                        "must be '2027-07-01'"),
                schedule(
                        "a gap between phases",
                        "2027-07-01",
                        "2027-08-01",
                        "/phases/1/startDate",
                        "must be '2027-07-01'"),
                schedule("a price in another currency", "\"fee\"]},", "\"euro-fee\"]},", "/phases/0/priceIds/0", "EUR"),
                schedule(
                        "a billing day that is none",
                        "\"billingDay\":1",
                        "\"billingDay\":32",
                        "/billingDay",
                        "1 to 31"),
                duplicate("/v1/customers", CUSTOMER.replace("\"bad\"", "\"acme\"")),
                duplicate("/v1/prices", PRICE.replace("\"bad\"", "\"fee\"")),
                duplicate("/v1/schedules", SCHEDULE.replace("\"bad\"", "\"taken\"")),
                post("broken JSON", "/v1/customers", "{\"legalName\":", Refusal.MALFORMED, "-", "line 1"),
                post("a key twice", "/v1/products", "{\"name\":\"a\",\"name\":\"b\"}", Refusal.MALFORMED, "-", "name"),
                post("an array for an object", "/v1/products", "[]", Refusal.INVALID, "", "must be a JSON object"),
                post("a body too large", "/v1/products", large(), Refusal.TOO_LARGE, "-", "larger than 1048576 bytes"),
                post(
                        "a batch too large",
                        "/v1/events",
                        "[" + large() + "]",
                        Refusal.TOO_LARGE,
                        "-",
                        "larger than 1048576 bytes"),
                get(
                        "a period that ends before it begins",
                        usage("2027-02-01", "2027-01-01"),
                        "?to",
                        "'2027-01-01' is before"),
                get("a day that is none", usage("2027-02-30", "2027-03-01"), "?from", "'2027-02-30' must be a day"),
                get("a page too large", "/v1/customers?limit=101", "?limit", "1 to 100"),
                get("a cursor that is none", "/v1/invoices?after=x", "?after", "'x' must be"),
                get("an unknown parameter", "/v1/customers?colour=red", "?colour", "known"),
                get("a status that is none", "/v1/billing-runs?status=LATE", "?status", "LATE"));
    }

    private static BadRequest customer(String fault, String good, String bad, String pointer, String says) {
        return post(fault, "/v1/customers", CUSTOMER.replace(good, bad), Refusal.INVALID, pointer, says);
    }

    private static BadRequest price(String fault, String good, String bad, String pointer, String says) {
        return post(fault, "/v1/prices", PRICE.replace(good, bad), Refusal.INVALID, pointer, says);
    }

    private static BadRequest tiers(String fault, String bound, String says) {
        String body = PRICE.replace("{\"model\":\"UNIT\",\"unitPrice\":\"0.50\"}", GRADUATED.formatted(bound));
        return post(fault, "/v1/prices", body, Refusal.INVALID, "/structure/tiers/1/upTo", says);
    }

    private static BadRequest schedule(String fault, String good, String bad, String pointer, String says) {
        return post(fault, "/v1/schedules", SCHEDULE.replace(good, bad), Refusal.INVALID, pointer, says);
    }

    private static BadRequest unknown(String path, String good, String bad, String pointer) {
        String body = GOOD.getOrDefault(path, "").replace(good, bad);
        return post("an unknown reference", path, body, Refusal.UNKNOWN, pointer, "no");
    }

    private static BadRequest duplicate(String path, String body) {
        return post("a duplicate id", path, body, Refusal.DUPLICATE, "/id", "there is already a");
    }

    private static BadRequest post(
            String fault, String path, String body, Refusal refusal, String pointer, String says) {
        return new BadRequest(fault, "POST", path, body, refusal, pointer, says);
    }

    private static BadRequest get(String fault, String path, String pointer, String says) {
        return new BadRequest(fault, "GET", path, "", Refusal.INVALID, pointer, says);
    }

    private static String usage(String from, String to) {
        return "/v1/metrics/calls/usage?customer=acme&from=%s&to=%s".formatted(from, to);
    }

    private static String large() {
        return "{\"name\":\"" + "x".repeat(1_100_000) + "\"}";
    }

    @Override
    public String toString() {
        return fault + " at " + method + " " + path;
    }
}
