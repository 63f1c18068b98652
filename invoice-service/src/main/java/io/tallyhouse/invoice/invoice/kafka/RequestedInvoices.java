package io.tallyhouse.invoice.invoice.kafka;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.invoice.invoice.DraftInvoices;
import io.tallyhouse.invoice.invoice.Drafts;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.clock.ClockSettling;
import io.tallyhouse.kit.clock.SandboxClocks;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReader;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Drafts what {@code invoice-requested} asks for, documents and positions in one transaction. A tenant's clock has
 * settled here once all that stood in the topic is drafted.
 */
@ApplicationScoped
public class RequestedInvoices implements ClockSettling {
    private static final int BATCH_MAX = 500;
    private static final ReaderSpec SPEC =
            new ReaderSpec("invoice-requested", List.of(Topics.INVOICE_REQUESTED.name()), BATCH_MAX);

    private final TopicReaders readers;
    private final DraftInvoices draftInvoices;
    private final Drafts.Within<SqlConnection> drafts;
    private final SandboxClocks clocks;
    private volatile @Nullable TopicReader reader;

    RequestedInvoices(
            TopicReaders readers,
            DraftInvoices draftInvoices,
            Drafts.Within<SqlConnection> drafts,
            SandboxClocks clocks) {
        this.readers = readers;
        this.draftInvoices = draftInvoices;
        this.drafts = drafts;
        this.clocks = clocks;
    }

    void start(@Observes StartupEvent event) {
        reader = readers.start(SPEC, this::draft);
    }

    private Uni<Void> draft(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<InvoiceRequested> requests = batch.stream()
                .map(record -> Topics.INVOICE_REQUESTED.readValue().apply(record.value()))
                .toList();
        return clocksOf(requests).chain(() -> draftInvoices.execute(requests, drafts.within(transaction)));
    }

    /** Makes sure that each tenant's clock is known, for drafting asks for the time and cannot wait. */
    private Uni<Void> clocksOf(List<InvoiceRequested> requests) {
        Set<TenantId> tenants = requests.stream().map(InvoiceRequested::tenant).collect(Collectors.toSet());
        Uni<Void> known = Uni.createFrom().voidItem();
        for (TenantId tenant : tenants) {
            known = known.chain(() -> clocks.arrives(tenant));
        }
        return known;
    }

    @Override
    public Uni<Boolean> isSettled(TenantId tenant, Instant now) {
        TopicReader started = reader;
        return started == null ? Uni.createFrom().item(false) : readers.hasReachedEnd(started);
    }
}
