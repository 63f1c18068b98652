package io.tallyhouse.billing.credit.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.credit.RunCredits;
import io.tallyhouse.contracts.invoice.InvoiceChanged;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads {@code invoices}: what a run's document was paid with comes back when it is void, however often that is read. */
@ApplicationScoped
class VoidedInvoices {
    private final TopicReaders readers;
    private final RunCredits.Within<SqlConnection> credits;

    VoidedInvoices(TopicReaders readers, RunCredits.Within<SqlConnection> credits) {
        this.readers = readers;
        this.credits = credits;
    }

    void start(@Observes StartupEvent event) {
        readers.start(ReaderSpec.of("voided-invoices", Topics.INVOICES.name()), this::giveBack);
    }

    private Uni<Void> giveBack(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        return credits.within(transaction)
                .giveBack(batch.stream()
                        .map(record -> Topics.INVOICES.readValue().apply(record.value()))
                        .flatMap(VoidedInvoices::returned)
                        .toList());
    }

    private static Stream<RunCredits.Returned> returned(InvoiceChanged changed) {
        return Optional.of(changed)
                .filter(invoice -> invoice.change() == InvoiceChanged.Change.VOIDED)
                .flatMap(InvoiceChanged::runId)
                .map(run -> new RunCredits.Returned(
                        changed.tenant(),
                        run,
                        "invoice " + changed.number().orElse(changed.id().value()) + " is void",
                        changed.changedAt()))
                .stream();
    }
}
