package io.tallyhouse.billing.usage.kafka;

import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.billing.usage.TouchedDay;
import io.tallyhouse.billing.usage.TouchedDays;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.window.WindowRecord.MetricWindow;
import io.tallyhouse.contracts.window.WindowRecordCodec;
import io.tallyhouse.kit.reader.ReaderSpec;
import io.tallyhouse.kit.reader.TopicReaders;
import io.tallyhouse.kit.window.WindowCopy;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the copy of {@code metric-windows}, and tells whoever must know that usage has changed. */
@ApplicationScoped
class WindowReader {
    private final TopicReaders readers;
    private final WindowCopy copy;
    private final TouchedDays<SqlConnection> touchedDays;

    WindowReader(TopicReaders readers, WindowCopy copy, TouchedDays<SqlConnection> touchedDays) {
        this.readers = readers;
        this.copy = copy;
        this.touchedDays = touchedDays;
    }

    void start(@Observes StartupEvent event, LogGeneration log) {
        readers.start(
                ReaderSpec.of("windows", log.metricWindows()),
                (transaction, batch) ->
                        copy.apply(transaction, batch).chain(() -> touchedDays.touched(transaction, days(batch))));
    }

    private static Set<TouchedDay> days(List<ConsumerRecord<byte[], byte[]>> batch) {
        Set<TouchedDay> days = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> polled : batch) {
            if (WindowRecordCodec.read(polled.key(), polled.value()) instanceof MetricWindow window) {
                days.add(new TouchedDay(
                        window.key().tenant(),
                        window.key().subject(),
                        window.key().day()));
            }
        }
        return days;
    }
}
