package io.tallyhouse.billing.catalogue.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.catalogue.CatalogueKind;
import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Reads the catalogue's topics and {@code metric-states} into the copies. */
@ApplicationScoped
class CatalogueReader {
    private static final Logger LOGGER = Logger.getLogger(CatalogueReader.class);
    private static final List<CatalogueKind<?>> KINDS = List.of(
            CatalogueKind.CUSTOMER,
            CatalogueKind.PRODUCT,
            CatalogueKind.PRICE,
            CatalogueKind.METRIC,
            CatalogueKind.METRIC_STATE);

    private final TopicReaders readers;
    private final PostgresCopies copies;

    CatalogueReader(TopicReaders readers, PostgresCopies copies) {
        this.readers = readers;
        this.copies = copies;
    }

    void start(@Observes StartupEvent event) {
        String[] topics = KINDS.stream().map(kind -> kind.topic().name()).toArray(String[]::new);
        readers.start(ReaderSpec.of("catalogue", topics), this::apply);
    }

    private Uni<Void> apply(SqlConnection transaction, List<ConsumerRecord<byte[], byte[]>> batch) {
        Uni<Void> applied = Uni.createFrom().voidItem();
        for (CatalogueKind<?> kind : KINDS) {
            applied = applied.chain(() -> apply(transaction, kind, batch));
        }
        return applied;
    }

    private <V> Uni<Void> apply(
            SqlConnection transaction, CatalogueKind<V> kind, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<V> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> polled : batch) {
            if (polled.topic().equals(kind.topic().name())) {
                readable(kind, polled).ifPresent(values::add);
            }
        }
        return copies.apply(transaction, kind, values);
    }

    /** What does not parse is left out loudly: the owner is asked for it when it is needed. */
    private static <V> Optional<V> readable(CatalogueKind<V> kind, ConsumerRecord<byte[], byte[]> polled) {
        try {
            return Optional.of(kind.topic().readValue().apply(polled.value()));
        } catch (UnreadableRecord e) {
            LOGGER.errorf(
                    "%s-%d offset %d is unreadable and left out of the copy",
                    polled.topic(), polled.partition(), polled.offset());
            return Optional.empty();
        }
    }
}
