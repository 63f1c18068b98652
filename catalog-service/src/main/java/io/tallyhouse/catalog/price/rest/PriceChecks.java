package io.tallyhouse.catalog.price.rest;

import io.tallyhouse.catalog.price.PeriodLength;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingFrequency;
import io.tallyhouse.contracts.catalog.PriceRecord.BillingTiming;
import io.tallyhouse.contracts.catalog.PriceRecord.UsageMode;
import io.tallyhouse.contracts.catalog.PriceRecord.UsagePeriod;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Flat;
import io.tallyhouse.contracts.catalog.PriceStructure.Percentage;
import io.tallyhouse.contracts.catalog.PriceStructure.Seat;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.MetricId;
import java.util.Optional;

/**
 * What the fields of a price must not say together.
 *
 * @param ownPeriod length of the price's periods; empty if it has none, or they are faulty
 */
record PriceChecks(
        JsonInput input,
        PriceStructure structure,
        Optional<BillingFrequency> frequency,
        Optional<BillingTiming> timing,
        Optional<PeriodLength> ownPeriod) {

    void check(Field<MetricId> metricId, Field<UsageMode> usageMode, Field<UsagePeriod> usagePeriod) {
        checkMetric(metricId);
        checkTiming();
        if (structure instanceof Flat || structure instanceof Seat) {
            refuseUsageModes(usageMode, usagePeriod);
        } else {
            checkUsageMode(usageMode, usagePeriod);
        }
        if (structure instanceof Seat seat) {
            seat.overageFrequency().ifPresent(this::checkOverage);
        }
        if (structure instanceof Percentage percentage && percentage.isPerEvent()) {
            input.refuse(
                    "structure",
                    "fixedFee, perEventMinimum, perEventMaximum and freeEvents cannot be billed by a stored price yet;"
                            + " let a metric's expression make the fee of each event, and price it with DYNAMIC");
        }
    }

    private void checkMetric(Field<MetricId> metricId) {
        if (structure instanceof Flat) {
            metricId.optional()
                    .ifPresent(metric -> input.refuse(
                            "metricId", "'" + metric.value() + "' must be left out: a FLAT price counts nothing"));
        } else if (metricId.isAbsent()) {
            input.refuse(
                    "metricId",
                    structure instanceof Seat
                            ? "is required: a SEAT price needs a GAUGE metric that tells how many seats there are"
                            : "is required: a " + structure.model() + " price needs a metric to count its units");
        }
    }

    private void checkTiming() {
        boolean advancePossible = structure instanceof Flat || structure instanceof Seat;
        timing.filter(when -> when == BillingTiming.IN_ADVANCE && !advancePossible)
                .ifPresent(refused -> input.refuse(
                        "timing",
                        "'IN_ADVANCE' is possible for FLAT and SEAT prices only: usage is known after its period;"
                                + " make it 'IN_ARREARS'"));
        frequency
                .filter(often -> often == BillingFrequency.ON_DEMAND && advancePossible)
                .ifPresent(refused -> input.refuse(
                        "frequency",
                        "'ON_DEMAND' is possible for usage only, which a " + structure.model()
                                + " price does not bill; choose how often it recurs, as 'MONTHLY'"));
    }

    private void refuseUsageModes(Field<UsageMode> usageMode, Field<UsagePeriod> usagePeriod) {
        String reason = "must be left out: a " + structure.model() + " price bills no usage that could add up";
        usageMode.optional().ifPresent(mode -> input.refuse("usageMode", "'" + mode + "' " + reason));
        if (!usagePeriod.isAbsent()) {
            input.refuse("usagePeriod", reason);
        }
    }

    private void checkUsageMode(Field<UsageMode> usageMode, Field<UsagePeriod> usagePeriod) {
        boolean onDemand = frequency.equals(Optional.of(BillingFrequency.ON_DEMAND));
        if (onDemand) {
            usageMode
                    .optional()
                    .ifPresent(mode -> input.refuse(
                            "usageMode",
                            "'" + mode + "' must be left out: ON_DEMAND usage adds up over the phase always"));
        }
        boolean periodic = usageMode.optional().equals(Optional.of(UsageMode.PERIODIC));
        if (periodic && usagePeriod.isAbsent()) {
            input.refuse(
                    "usagePeriod",
                    "is required: PERIODIC needs to know after how long usage begins anew, as {\"frequency\":\"YEARLY\"}");
        } else if (!periodic && !usagePeriod.isAbsent() && (usageMode.isPresent() || usageMode.isAbsent())) {
            input.refuse("usagePeriod", "must be left out unless usageMode is PERIODIC");
        }
        if (periodic && frequency.equals(Optional.of(BillingFrequency.ONE_TIME))) {
            input.refuse(
                    "usageMode",
                    "'PERIODIC' is not possible with ONE_TIME, which has no periods; choose how often the price bills");
        }
        if (periodic && !onDemand) {
            usagePeriod.optional().ifPresent(this::checkUsagePeriod);
        }
    }

    private void checkUsagePeriod(UsagePeriod period) {
        PeriodLength length =
                PeriodLength.of(period.frequency(), period.interval()).orElseThrow();
        ownPeriod
                .filter(own -> !length.isAtLeast(own))
                .ifPresent(own -> input.refuse(
                        "usagePeriod",
                        "'" + period.interval() + " × " + period.frequency()
                                + "' must be at least as long as the price's own period; make it longer, or bill more"
                                + " often"));
    }

    private void checkOverage(BillingFrequency overage) {
        String name = "structure/overageFrequency";
        if (timing.equals(Optional.of(BillingTiming.IN_ARREARS))) {
            input.refuse(
                    name,
                    "'" + overage + "' must be left out with IN_ARREARS: all seats are billed after the period then");
        } else if (frequency.equals(Optional.of(BillingFrequency.ONE_TIME))) {
            input.refuse(name, "'" + overage + "' must be left out with ONE_TIME, which has no periods");
        } else {
            PeriodLength length = PeriodLength.of(overage, 1).orElseThrow();
            ownPeriod
                    .filter(own -> !length.isShorterThan(own))
                    .ifPresent(own -> input.refuse(
                            name,
                            "'" + overage + "' must be shorter than the price's own period; leave it out to bill"
                                    + " overage as often as the price"));
        }
    }
}
