package io.tallyhouse.billing.credit;

import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.GrantId;
import java.math.BigDecimal;
import java.util.List;

/**
 * What credits pay of a document.
 *
 * @param draws what each grant gives, once a grant, in the order of use
 * @param lines one for each payment, of kind CREDIT, not above zero
 */
public record Burned(List<Draw> draws, List<RequestedLine> lines) {
    public Burned {
        draws = List.copyOf(draws);
        lines = List.copyOf(lines);
    }

    /** @param amount of the grant's unit, above zero */
    public record Draw(GrantId grant, BigDecimal amount) {}
}
