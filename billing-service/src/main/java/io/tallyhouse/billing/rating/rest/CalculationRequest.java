package io.tallyhouse.billing.rating.rest;

import io.tallyhouse.billing.rating.Prices;
import io.tallyhouse.billing.rating.Rated;
import io.tallyhouse.contracts.catalog.PriceStructure;
import io.tallyhouse.contracts.catalog.PriceStructure.Model;
import io.tallyhouse.contracts.catalog.PriceStructureInput;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kernel.money.CurrencyCode;
import io.tallyhouse.kernel.money.Quantity;
import java.math.BigDecimal;

/**
 * A price and what was used of it.
 *
 * @param quantity in units; callers may leave it out for FLAT, which is 1 then
 */
record CalculationRequest(CurrencyCode currency, BigDecimal quantity, PriceStructure price) {
    static CalculationRequest read(JsonInput input) {
        Field<CurrencyCode> currency = input.currency("currency").required();
        Field<BigDecimal> quantity = input.decimal("quantity");
        Field<PriceStructure> price =
                input.object("price", PriceStructureInput::read).required();
        if (quantity.isAbsent() && !isFlat(input)) {
            input.refuse("quantity", "is required by every model but FLAT");
        }
        return input.build(() -> new CalculationRequest(currency.get(), quantity.or(BigDecimal.ONE), price.get()));
    }

    Rated rate() {
        return Prices.from(price, currency).rate(new Quantity(quantity));
    }

    /** Looks at the text, so that a FLAT price with other faults is not faulted for its quantity too. */
    private static boolean isFlat(JsonInput input) {
        return input.raw("price")
                .map(price -> price.path("model").asText().equals(Model.FLAT.name()))
                .orElse(false);
    }
}
