package io.tallyhouse.billing.credit.rest;

import io.tallyhouse.billing.credit.CreditUnit;
import io.tallyhouse.billing.credit.GrantRequest;
import io.tallyhouse.billing.credit.GrantTerms;
import io.tallyhouse.billing.credit.GrantTerms.Cost;
import io.tallyhouse.billing.credit.Recurrence;
import io.tallyhouse.billing.credit.Recurrence.Frequency;
import io.tallyhouse.billing.credit.Recurrence.Rollover;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads the body of POST: {@code {"id"?,"customerId","name","type","currency"|"metricId","amount",
 * "cost"?:{"amount","currency"},"createInvoice"?,"effectiveOn"?,"expiresOn"?,"priority"?,
 * "recurrence"?:{"frequency","interval"?,"until"?,"rollover"?:{"mode","amount"?}}}}.
 *
 * @param id chosen by the caller, if it is
 */
record CreditGrantBody(Optional<String> id, GrantRequest request) {
    private static final String POSITIVE = "must be above 0";

    static CreditGrantBody read(JsonInput input) {
        Field<String> id = input.id("id");
        Field<String> customerId = input.id("customerId").required();
        Field<String> name = input.line("name").required();
        Optional<CreditUnit> unit = unit(input);
        Field<BigDecimal> amount = input.decimal("amount").required().check(value -> value.signum() > 0, POSITIVE);
        refuseDecimals(input, "amount", amount.optional(), unit);
        Field<Cost> cost = input.object("cost", CreditGrantBody::cost);
        Field<Boolean> createInvoice = input.bool("createInvoice");
        if (createInvoice.or(false) && cost.isAbsent()) {
            input.refuse("cost", "is required for a grant that makes an invoice: {\"amount\", \"currency\"}");
        }
        Field<LocalDate> effectiveOn = input.date("effectiveOn");
        Field<LocalDate> expiresOn = input.date("expiresOn");
        Field<Integer> priority = input.integer("priority", 0, GrantTerms.PRIORITY_MAX);
        Field<Recurrence> recurrence = input.object("recurrence", nested -> recurrence(nested, unit));
        recurrence
                .optional()
                .filter(given -> given.rollover().mode() != Rollover.Mode.NONE && expiresOn.isPresent())
                .ifPresent(given -> input.refuse(
                        "expiresOn",
                        "'" + expiresOn.get() + "' must be left out where the rest rolls over: each grant then ends the"
                                + " day before the next begins"));
        return input.build(() -> new CreditGrantBody(
                id.optional(),
                new GrantRequest(
                        new CustomerId(customerId.get()),
                        name.get(),
                        unit.orElseThrow(),
                        amount.get(),
                        cost.optional(),
                        createInvoice.or(false),
                        effectiveOn.optional(),
                        expiresOn.optional(),
                        priority.or(GrantTerms.PRIORITY_DEFAULT),
                        recurrence.optional())));
    }

    /** Empty where there is a fault. */
    private static Optional<CreditUnit> unit(JsonInput input) {
        Field<CreditUnit.Type> type = input.oneOf("type", CreditUnit.Type.class).required();
        Field<CurrencyCode> currency = input.currency("currency");
        Field<String> metricId = input.id("metricId");
        if (!type.isPresent()) {
            return Optional.empty();
        }
        return switch (type.get()) {
            case CASH -> {
                refuseBoth(input, metricId, "metricId", "'currency', for a grant of type CASH");
                yield currency.required().optional().map(CreditUnit::cash);
            }
            case UNITS -> {
                refuseBoth(input, currency, "currency", "'metricId', for a grant of type UNITS");
                yield metricId.required().optional().map(MetricId::new).map(CreditUnit::units);
            }
        };
    }

    private static void refuseBoth(JsonInput input, Field<?> field, String name, String instead) {
        if (field.isPresent()) {
            input.refuse(name, "must be left out; give " + instead);
        }
    }

    private static void refuseDecimals(
            JsonInput input, String name, Optional<BigDecimal> amount, Optional<CreditUnit> unit) {
        if (amount.isPresent() && unit.isPresent() && !unit.get().fits(amount.get())) {
            CurrencyCode currency = unit.get().currency().orElseThrow();
            input.refuse(
                    name,
                    "'" + amount.get().toPlainString() + "' must have at most " + currency.scale() + " decimals, as "
                            + currency + " has");
        }
    }

    private static Cost cost(JsonInput input) {
        Field<BigDecimal> amount = input.decimal("amount").required().check(value -> value.signum() > 0, POSITIVE);
        Field<CurrencyCode> currency = input.currency("currency").required();
        refuseDecimals(input, "amount", amount.optional(), currency.optional().map(CreditUnit::cash));
        return input.build(() -> new Cost(amount.get(), currency.get()));
    }

    private static Recurrence recurrence(JsonInput input, Optional<CreditUnit> unit) {
        Field<Frequency> frequency = input.oneOf("frequency", Frequency.class).required();
        Field<Integer> interval = input.integer("interval", 1, Recurrence.INTERVAL_MAX);
        Field<LocalDate> until = input.date("until");
        Field<Rollover> rollover = input.object("rollover", nested -> rollover(nested, unit));
        return input.build(
                () -> new Recurrence(frequency.get(), interval.or(1), until.optional(), rollover.or(Rollover.NONE)));
    }

    private static Rollover rollover(JsonInput input, Optional<CreditUnit> unit) {
        Field<Rollover.Mode> mode = input.oneOf("mode", Rollover.Mode.class).required();
        Field<BigDecimal> amount = input.decimal("amount").check(value -> value.signum() > 0, POSITIVE);
        refuseDecimals(input, "amount", amount.optional(), unit);
        boolean limited = mode.optional().filter(Rollover.Mode.UP_TO::equals).isPresent();
        if (limited && amount.isAbsent()) {
            input.refuse("amount", "is required for mode UP_TO");
        }
        if (!limited && mode.isPresent() && amount.isPresent()) {
            input.refuse(
                    "amount",
                    "'" + amount.get().toPlainString() + "' must be left out for mode " + mode.get()
                            + "; it belongs to UP_TO");
        }
        return input.build(() -> new Rollover(mode.get(), amount.optional()));
    }
}
