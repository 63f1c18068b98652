package io.tallyhouse.contracts.billing;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a schedule bills, beside its phases.
 *
 * @param renewal what follows its last day; empty if nothing does
 */
public record ScheduleOptions(
        DocumentTerms document, RollUp rollUp, Proration proration, LateUsage lateUsage, Optional<Renewal> renewal) {
    public static final ScheduleOptions STANDARD =
            new ScheduleOptions(DocumentTerms.NONE, RollUp.NONE, Proration.DAYS, LateUsage.STANDARD, Optional.empty());

    /** What becomes of the usage of the customer's children. */
    public enum RollUp {
        /** It is not billed by this schedule. */
        NONE,
        /** It is added to the customer's own before it is priced, so tiers are filled once. */
        AGGREGATE,
        /** Each child is priced alone, with lines of its own on the one invoice. */
        CONSOLIDATE
    }

    /** What a part of a period costs of a price that is prorated. */
    public enum Proration {
        /** Its part by days. */
        DAYS,
        /** Its part by seconds: days of 23 or 25 hours count as such. */
        SECONDS,
        /** The whole. */
        NONE
    }

    /**
     * What becomes of usage that comes after its invoice is final.
     *
     * @param threshold a difference below it waits until more comes; an amount of the schedule's currency
     */
    public record LateUsage(Policy policy, BigDecimal threshold) {
        public static final LateUsage STANDARD = new LateUsage(Policy.ADJUST, BigDecimal.ZERO);

        /** How a difference is settled. */
        public enum Policy {
            /** More on the next invoice, less as a credit note. */
            ADJUST,
            /** Less as a credit note; more is let go, and reported. */
            CREDIT,
            /** Nothing is settled, all is reported. */
            IGNORE
        }
    }

    /**
     * That a schedule goes on after its last day.
     *
     * @param months how long it goes on each time
     * @param upliftPercent by how much the figures of the prices rise each time; literal percent, may be 0
     */
    public record Renewal(int months, BigDecimal upliftPercent) {}
}
