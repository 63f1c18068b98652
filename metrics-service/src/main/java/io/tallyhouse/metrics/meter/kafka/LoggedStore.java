package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds a store of our own that writes its changelog itself.
 *
 * @param logConfig of the changelog topic
 */
record LoggedStore<S extends StateStore>(String name, Supplier<S> make, Map<String, String> logConfig)
        implements StoreBuilder<S> {
    @Override
    public StoreBuilder<S> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
        return new LoggedStore<>(name, make, config);
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
        throw new UnsupportedOperationException(name + " is lost without its changelog");
    }

    @Override
    public S build() {
        return make.get();
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }
}
