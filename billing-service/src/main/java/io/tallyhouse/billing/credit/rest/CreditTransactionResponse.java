package io.tallyhouse.billing.credit.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tallyhouse.billing.credit.CreditTransaction;
import io.tallyhouse.billing.credit.CreditTransaction.Type;
import io.tallyhouse.billing.credit.CreditUnit;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of a grant's ledger as it is answered.
 *
 * @param number counts the grant's entries from 1
 * @param amount signed; positive adds to the balance
 * @param balance after it
 * @param billingRunId of a BURN and of its GIVE_BACK
 * @param returns number of the BURN that a GIVE_BACK returns
 * @param otherGrantId where a ROLLOVER goes to or comes from
 * @param date a document's invoice date, else the day it was in the grant's zone
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "CreditTransaction")
public record CreditTransactionResponse(
        int number,
        GrantId grantId,
        Type type,
        String amount,
        String balance,
        Optional<RunId> billingRunId,
        Optional<Integer> returns,
        Optional<GrantId> otherGrantId,
        Optional<String> reason,
        LocalDate date,
        Instant createdAt) {
    static CreditTransactionResponse from(CreditTransaction entry, CreditUnit unit) {
        return new CreditTransactionResponse(
                entry.number(),
                entry.grantId(),
                entry.type(),
                unit.text(entry.amount()),
                unit.text(entry.balance()),
                entry.cause().runId(),
                entry.cause().returns(),
                entry.cause().other(),
                entry.cause().reason(),
                entry.moment().day(),
                entry.moment().at());
    }
}
