package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Windows in RocksDB, with a changelog that is written apart from it: every commit logs what it changed, but RocksDB gets
 * a window only when it leaves the heap and before a checkpoint. Without a checkpoint RocksDB is thrown away and read
 * anew from the changelog, so what it lacks in between is never missed. A standby has them in RocksDB alone.
 */
final class WindowStore implements StateStore {
    private final KeyValueStore<Bytes, byte[]> local;
    private @Nullable Changelog changelog;
    private Optional<Runnable> beforeFlush = Optional.empty();

    private WindowStore(KeyValueStore<Bytes, byte[]> local) {
        this.local = local;
    }

    static StoreBuilder<WindowStore> builder(String name) {
        return new LoggedStore<>(
                name,
                () -> new WindowStore(Stores.persistentKeyValueStore(name).get()),
                Map.of("cleanup.policy", "compact"));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        beforeFlush = Optional.empty();
        changelog = Changelog.of(context, name());
        local.init(context, root);
    }

    /** Runs what puts all that was only logged; empty if there is nothing of the kind. */
    void beforeFlush(Optional<Runnable> puts) {
        beforeFlush = puts;
    }

    Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(local.get(Bytes.wrap(key)));
    }

    void put(byte[] key, byte[] value) {
        local.put(Bytes.wrap(key), value);
    }

    void log(byte[] key, byte[] value) {
        if (changelog == null) {
            throw new IllegalStateException(name() + " is not initialised");
        }
        changelog.write(key, value);
    }

    @Override
    public void flush() {
        beforeFlush.ifPresent(Runnable::run);
        local.flush();
    }

    @Override
    public void close() {
        beforeFlush = Optional.empty();
        local.close();
    }

    @Override
    public String name() {
        return local.name();
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return local.isOpen();
    }
}
