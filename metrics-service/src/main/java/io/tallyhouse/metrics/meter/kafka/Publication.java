package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.window.WindowRecord;
import io.tallyhouse.contracts.window.WindowRecordCodec;

/**
 * A record on its way to {@code metric-windows}, already in its wire form.
 *
 * @param partition that of the input
 */
@SuppressWarnings("ArrayRecordComponent")
record Publication(int partition, byte[] key, byte[] value) {
    static Publication of(int partition, WindowRecord record) {
        return new Publication(partition, WindowRecordCodec.writeKey(record), WindowRecordCodec.writeValue(record));
    }
}
