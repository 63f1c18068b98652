package io.tallyhouse.billing.credit.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.CreditGrant;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.store.Outbox;
import io.tallyhouse.kit.store.OutboxRecord;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks invoice-service for the documents of what grants cost. */
@ApplicationScoped
class CostDocuments {
    private final Outbox outbox;

    CostDocuments(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> ask(SqlConnection transaction, CreditGrant grant, Optional<InvoiceRequested> document) {
        return document.map(asked -> outbox.append(
                        transaction,
                        OutboxRecord.of(
                                Topics.INVOICE_REQUESTED,
                                asked.tenant(),
                                Topics.resourceKey(
                                        asked.tenant(), grant.terms().id().value()),
                                asked)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
