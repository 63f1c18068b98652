package io.tallyhouse.billing.rating.rest;

import io.tallyhouse.billing.rating.Calculation;
import io.tallyhouse.billing.rating.Calculation.Bounds;
import io.tallyhouse.billing.rating.Calculation.Prior;
import io.tallyhouse.billing.rating.Discount;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.money.Amount;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A price and what was used of it: one of {@code quantity}, {@code events} and {@code groups}.
 *
 * @param quantity in units; callers may leave it out for FLAT, which is 1 then
 * @param events what each event brings, in the order of time
 * @param prior what was billed before of the same period; {@code quantity} is then that of the whole period so far, and
 *     the answer what is new
 * @param minimum what the net must reach
 * @param maximum what the net may not pass
 */
@Schema(requiredProperties = {"currency", "price"})
record CalculationRequest(
        CurrencyCode currency,
        PriceStructure price,
        Optional<BigDecimal> quantity,
        Optional<List<String>> events,
        Optional<List<SentGroup>> groups,
        Optional<SentPrior> prior,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum,
        Optional<List<SentDiscount>> discounts) {
    /** @param group values by property; null where the events lack it */
    record SentGroup(Map<String, Optional<String>> group, BigDecimal quantity) {}

    /** @param billed the net of {@code quantity} units as they were billed */
    record SentPrior(BigDecimal quantity, BigDecimal billed) {}

    /** How a discount lowers a charge. */
    enum DiscountType {
        PERCENTAGE,
        NOMINAL,
        FREE_UNITS
    }

    /** @param value literal percent, an amount of the currency, or units */
    record SentDiscount(DiscountType type, BigDecimal value) {}

    static Calculation read(JsonInput input) {
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<PriceStructure> price =
                input.object("price", PriceStructureInput::read).required();
        SentUsage usage = SentUsage.read(input);
        Field<SentPrior> prior = input.object("prior", CalculationRequest::prior);
        Field<BigDecimal> minimum = bound(input, "minimum", currency);
        Field<BigDecimal> maximum = bound(input, "maximum", currency);
        Field<List<SentDiscount>> discounts = input.objects("discounts", CalculationRequest::discount);
        usage.checkAgainst(input, price.optional());
        if (prior.isPresent() && !usage.isQuantity()) {
            input.refuse("prior", "goes with 'quantity' only");
        }
        minimum.optional()
                .ifPresent(least -> maximum.check(
                        most -> most.compareTo(least) >= 0, "must not be less than the minimum '" + least + "'"));
        price.optional().ifPresent(structure -> checkDiscounts(input, structure, discounts.or(List.of())));
        return input.build(() -> new Calculation(
                currency.get(),
                price.get(),
                usage.consumption(),
                prior.optional()
                        .map(before -> new Prior(
                                new Quantity(before.quantity()), new Amount(currency.get(), before.billed()))),
                discounts.or(List.of()).stream()
                        .map(sent -> discount(sent, currency.get()))
                        .toList(),
                new Bounds(
                        minimum.optional().map(least -> new Money(currency.get(), least)),
                        maximum.optional().map(most -> new Money(currency.get(), most)))));
    }

    private static SentPrior prior(JsonInput input) {
        Field<BigDecimal> quantity = input.decimal("quantity").required();
        Field<BigDecimal> billed = input.decimal("billed").required();
        return input.build(() -> new SentPrior(quantity.get(), billed.get()));
    }

    private static Field<BigDecimal> bound(JsonInput input, String name, Field<CurrencyCode> currency) {
        Field<BigDecimal> sent = input.decimal(name).check(value -> value.signum() >= 0, "must not be negative");
        return currency.optional()
                .map(known -> sent.check(
                        value -> value.stripTrailingZeros().scale() <= known.scale(),
                        "must not have more decimals than " + known + " has (" + known.scale() + ")"))
                .orElse(sent);
    }

    private static SentDiscount discount(JsonInput input) {
        Field<DiscountType> type = input.oneOf("type", DiscountType.class).required();
        Field<BigDecimal> value =
                input.decimal("value").required().check(sent -> sent.signum() >= 0, "must not be negative");
        if (type.isPresent() && type.get() == DiscountType.PERCENTAGE) {
            value.check(sent -> sent.compareTo(new BigDecimal(100)) <= 0, "must not be more than 100 percent");
        }
        return input.build(() -> new SentDiscount(type.get(), value.get()));
    }

    private static void checkDiscounts(JsonInput input, PriceStructure price, List<SentDiscount> discounts) {
        boolean takesFreeUnits = switch (price.model()) {
            case FLAT, MATRIX, DYNAMIC, SEAT -> false;
            case UNIT, PACKAGE, GRADUATED, VOLUME, PERCENTAGE, GRADUATED_PERCENTAGE, VOLUME_PERCENTAGE -> true;
        };
        for (int index = 0; index < discounts.size(); index++) {
            if (discounts.get(index).type() == DiscountType.FREE_UNITS && !takesFreeUnits) {
                input.refuse(
                        "discounts/" + index + "/type",
                        "'FREE_UNITS' is not possible with a " + price.model()
                                + " price, which has no free units; use PERCENTAGE or NOMINAL");
            }
        }
    }

    private static Discount discount(SentDiscount sent, CurrencyCode currency) {
        return switch (sent.type()) {
            case PERCENTAGE -> new Discount.Percentage(sent.value());
            case NOMINAL -> new Discount.Nominal(new Amount(currency, sent.value()));
            case FREE_UNITS -> new Discount.UnitsFree(new Quantity(sent.value()));
        };
    }
}
