package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.GrantTerms.Cost;
import io.tallyhouse.kernel.id.CustomerId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A grant as a caller asks for it, sound in itself.
 *
 * @param effectiveOn today in the customer's zone if it is left out
 */
public record GrantRequest(
        CustomerId customerId,
        String name,
        CreditUnit unit,
        BigDecimal amount,
        Optional<Cost> cost,
        boolean createInvoice,
        Optional<LocalDate> effectiveOn,
        Optional<LocalDate> expiresOn,
        int priority,
        Optional<Recurrence> recurrence) {}
