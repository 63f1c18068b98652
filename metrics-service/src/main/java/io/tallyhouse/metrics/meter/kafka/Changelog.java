package io.tallyhouse.metrics.meter.kafka;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextUtils;
import org.apache.kafka.streams.query.Position;

/**
 * Writes what a store of our own changes to its changelog, within the transaction of the task. Kafka Streams has no
 * public way to do so from a store; beside {@link PreCommitHook} this class alone uses its internals (checked with
 * 4.1.1).
 */
final class Changelog {
    private final InternalProcessorContext<?, ?> context;
    private final String store;

    private Changelog(InternalProcessorContext<?, ?> context, String store) {
        this.context = context;
        this.store = store;
    }

    static Changelog of(StateStoreContext context, String store) {
        return new Changelog(ProcessorContextUtils.asInternalProcessorContext(context), store);
    }

    /** The record carries the time of writing: a changelog that is kept by time then outlasts a meter that lags. */
    void write(byte[] key, byte[] value) {
        context.logChange(store, Bytes.wrap(key), value, context.currentSystemTimeMs(), Position.emptyPosition());
    }
}
