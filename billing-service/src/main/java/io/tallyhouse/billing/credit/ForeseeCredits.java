package io.tallyhouse.billing.credit;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.RequestedLine;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The CREDIT lines that documents to come would have, in order of date: each uses up what the ones before have left, and
 * grants come again and end meanwhile. Nothing is burned.
 */
@ApplicationScoped
public class ForeseeCredits {
    private static final RunId NO_RUN = new RunId("preview");
    private static final int REVISION = 1;

    private final CreditGrants grants;

    ForeseeCredits(CreditGrants grants) {
        this.grants = grants;
    }

    /** Answers the lines of each document. @param bills in order of invoice date */
    public Uni<List<List<RequestedLine>>> execute(TenantId tenant, CustomerId customer, List<Bill> bills) {
        return grants.live(tenant, customer).map(live -> {
            GrantBook book = new GrantBook(live);
            List<List<RequestedLine>> lines = new ArrayList<>();
            for (Bill bill : bills) {
                book.foresee(bill.invoiceDate());
                lines.add(book.burn(bill, NO_RUN, REVISION, Instant.EPOCH).lines());
            }
            return List.copyOf(lines);
        });
    }
}
