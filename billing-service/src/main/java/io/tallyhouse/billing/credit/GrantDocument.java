package io.tallyhouse.billing.credit;

import io.tallyhouse.contracts.billing.DocumentTerms;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.billing.LineKind;
import io.tallyhouse.contracts.billing.RatingStep;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.contracts.catalog.CustomerRecord;
import io.tallyhouse.kernel.money.Money;
import io.tallyhouse.kernel.time.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The document of what a grant costs: a draft of one line, of no schedule, made once for each grant. */
final class GrantDocument {
    private static final int GENERATION = 1;

    private GrantDocument() {}

    /** @param issueDate day of the customer's zone */
    static Optional<InvoiceRequested> of(GrantTerms grant, Optional<CustomerRecord> customer, LocalDate issueDate) {
        return grant.createInvoice() && grant.cost().isPresent() && customer.isPresent()
                ? Optional.of(document(grant, customer.get(), issueDate))
                : Optional.empty();
    }

    private static InvoiceRequested document(GrantTerms grant, CustomerRecord customer, LocalDate issueDate) {
        GrantTerms.Cost cost = grant.cost().orElseThrow();
        DateRange days = new DateRange(grant.effectiveOn(), grant.expiresOn().orElse(grant.effectiveOn()));
        return new InvoiceRequested(
                grant.tenant(),
                GrantIds.costRun(grant.tenant(), grant.id()),
                Optional.empty(),
                GENERATION,
                customer,
                cost.currency(),
                grant.zone(),
                issueDate,
                days,
                false,
                List.of(line(grant, new Money(cost.currency(), cost.amount()), days)),
                DocumentTerms.NONE,
                grant.createdAt());
    }

    private static RequestedLine line(GrantTerms grant, Money cost, DateRange days) {
        String granted = grant.unit().text(grant.amount())
                + grant.unit()
                        .currency()
                        .map(code -> " " + code)
                        .orElseGet(() -> " units of " + grant.unit().metricId().orElseThrow());
        return new RequestedLine(
                LineKind.GRANT,
                grant.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                cost.value(),
                days,
                List.of(RatingStep.of("GRANT", granted + " for " + cost.text(), cost.value())),
                Optional.empty());
    }
}
