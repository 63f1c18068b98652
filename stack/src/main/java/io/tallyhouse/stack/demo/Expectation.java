package io.tallyhouse.stack.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sample's invoices must come to, reckoned from the events alone: plain loops that share no code with the
 * services. On the first of each month the platform fee of that month is due in advance, with the usage of the month
 * before.
 */
final class Expectation {
    static final BigDecimal PLATFORM_FEE = new BigDecimal("49.00");
    static final long PACKAGE_SIZE = 1_000;
    static final BigDecimal PACKAGE_PRICE = new BigDecimal("5.00");
    static final long CONTEXT_TIER = 1_000_000;
    static final BigDecimal CONTEXT_PRICE = new BigDecimal("0.000003");
    static final BigDecimal CONTEXT_PRICE_ABOVE = new BigDecimal("0.0000025");
    static final BigDecimal GENERATED_PRICE = new BigDecimal("0.000015");

    private Expectation() {}

    /** Net total by invoice date, for every date that has come in the customer's zone. */
    static Map<LocalDate, BigDecimal> invoices(
            DemoCustomer customer, List<DemoEvent> events, YearMonth first, Instant now) {
        Map<LocalDate, BigDecimal> totals = new TreeMap<>();
        for (YearMonth month = first; isDue(customer, month, now); month = month.plusMonths(1)) {
            BigDecimal total = PLATFORM_FEE;
            if (month.isAfter(first)) {
                total = total.add(usage(customer, events, month.minusMonths(1)));
            }
            totals.put(month.atDay(1), total);
        }
        return totals;
    }

    private static boolean isDue(DemoCustomer customer, YearMonth month, Instant now) {
        return !month.atDay(1).atStartOfDay(customer.zone()).toInstant().isAfter(now);
    }

    private static BigDecimal usage(DemoCustomer customer, List<DemoEvent> events, YearMonth month) {
        long requests = 0;
        long context = 0;
        long generated = 0;
        for (DemoEvent event : events) {
            if (YearMonth.from(event.time().atZone(customer.zone())).equals(month)) {
                requests++;
                context += event.contextTokens();
                generated += event.generatedTokens();
            }
        }
        BigDecimal packages = BigDecimal.valueOf((requests + PACKAGE_SIZE - 1) / PACKAGE_SIZE);
        BigDecimal below = BigDecimal.valueOf(Math.min(context, CONTEXT_TIER)).multiply(CONTEXT_PRICE);
        BigDecimal above =
                BigDecimal.valueOf(Math.max(context - CONTEXT_TIER, 0)).multiply(CONTEXT_PRICE_ABOVE);
        return cents(packages.multiply(PACKAGE_PRICE))
                .add(cents(below.add(above)))
                .add(cents(BigDecimal.valueOf(generated).multiply(GENERATED_PRICE)));
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
