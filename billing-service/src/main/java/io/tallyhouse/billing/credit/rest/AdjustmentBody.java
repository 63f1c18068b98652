package io.tallyhouse.billing.credit.rest;

import io.tallyhouse.billing.credit.ChangeGrant.Adjustment;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import java.math.BigDecimal;

/** Reads the body of a manual transaction: {@code {"amount","reason"}}. */
final class AdjustmentBody {
    private AdjustmentBody() {}

    static Adjustment read(JsonInput input, String requestId) {
        Field<BigDecimal> amount = input.decimal("amount")
                .required()
                .check(
                        value -> value.signum() != 0,
                        "must not be 0: positive adds to the balance, negative takes from it");
        Field<String> reason = input.line("reason").required();
        return input.build(() -> new Adjustment(amount.get(), reason.get(), requestId));
    }
}
