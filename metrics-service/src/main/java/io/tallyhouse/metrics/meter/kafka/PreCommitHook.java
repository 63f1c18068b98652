package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextUtils;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action of a processor in every commit, before the commit's records are flushed: on the timer, on request,
 * before a partition is given away and on close. Kafka Streams has no public way to do so. A punctuator is not one: its
 * output may miss the commit of the inputs it belongs to, and then a clean close loses it.
 *
 * <p>It is a state store without state that Kafka takes for one with a write-back cache, whose {@code flushCache()}
 * it calls in {@code StreamTask.prepareCommit} if any input was processed since the last commit. This class alone uses
 * Kafka's internals (checked with 4.1.1); {@code PreCommitHookIT} keeps the contract.
 *
 * <p>When a task is closed because it failed, the action runs too; the transaction is then aborted.
 */
final class PreCommitHook implements StateStore, CachedStateStore<byte[], byte[]> {
    private final String name;
    private boolean open;
    private @Nullable InternalProcessorContext<?, ?> context;
    private Optional<Action> action = Optional.empty();

    private PreCommitHook(String name) {
        this.name = name;
    }

    /** What to run for which processor. */
    private record Action(ProcessorNode<?, ?, ?, ?> node, Runnable body) {}

    /** The input that was processed last; what the action writes carries its timestamp. */
    record LastInput(String topic, int partition, long offset, long timestamp) {
        private ProcessorRecordContext context() {
            return new ProcessorRecordContext(timestamp, offset, partition, topic, new RecordHeaders());
        }
    }

    private Optional<LastInput> lastInput = Optional.empty();

    static StoreBuilder<PreCommitHook> builder(String name) {
        return new Builder(name);
    }

    /**
     * Sets what runs before each commit; called from the processor's {@code init}. The action may forward records and
     * write to stores.
     */
    void beforeCommit(Runnable body) {
        ProcessorNode<?, ?, ?, ?> node = internals().currentNode();
        if (node == null) {
            throw new IllegalStateException("a hook is set from the init of its processor");
        }
        lastInput = Optional.empty();
        action = Optional.of(new Action(node, body));
    }

    /** Called for each input: nothing runs in a commit without one. */
    void processed(LastInput input) {
        lastInput = Optional.of(input);
    }

    @Override
    public void flushCache() {
        if (action.isEmpty() || lastInput.isEmpty()) {
            return;
        }
        InternalProcessorContext<?, ?> internals = internals();
        ProcessorNode<?, ?, ?, ?> nodeBefore = internals.currentNode();
        ProcessorRecordContext recordBefore = internals.recordContext();
        internals.setCurrentNode(action.get().node());
        internals.setRecordContext(lastInput.get().context());
        try {
            action.get().body().run();
        } finally {
            internals.setCurrentNode(nodeBefore);
            internals.setRecordContext(recordBefore);
        }
    }

    @Override
    public void init(StateStoreContext storeContext, StateStore root) {
        context = ProcessorContextUtils.asInternalProcessorContext(storeContext);
        action = Optional.empty();
        lastInput = Optional.empty();
        open = true;
        storeContext.register(root, (key, value) -> {});
    }

    /** Called when a task turns from standby to active or back; its processor is initialised anew after that. */
    @Override
    public void clearCache() {
        action = Optional.empty();
        lastInput = Optional.empty();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void flush() {
        // there is nothing of its own to write
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private InternalProcessorContext<?, ?> internals() {
        if (context == null) {
            throw new IllegalStateException("hook " + name + " is not initialised");
        }
        return context;
    }

    /** A store without changelog and cache. */
    private record Builder(String name) implements StoreBuilder<PreCommitHook> {
        @Override
        public StoreBuilder<PreCommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<PreCommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<PreCommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a hook has nothing to log");
        }

        @Override
        public StoreBuilder<PreCommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public PreCommitHook build() {
            return new PreCommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
