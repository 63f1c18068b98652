package io.tallyhouse.metrics.meter.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several sources as one; of rows with the same key only that of the last source. */
final class MergedRows {
    private final List<IdentityRows> left = new ArrayList<>();
    private int current = -1;

    MergedRows(List<IdentityRows> sources) throws IOException {
        for (IdentityRows source : sources) {
            if (source.next()) {
                left.add(source);
            }
        }
    }

    boolean next() throws IOException {
        if (current >= 0) {
            step();
        }
        current = least();
        return current >= 0;
    }

    /** The source that stands at the row. */
    IdentityRows current() {
        return left.get(current);
    }

    /** The last of those with the least key. */
    private int least() {
        int least = -1;
        for (int index = left.size() - 1; index >= 0; index--) {
            if (least < 0 || compare(left.get(index), left.get(least)) < 0) {
                least = index;
            }
        }
        return least;
    }

    private static int compare(IdentityRows one, IdentityRows other) {
        return IdentityRows.compare(one.high(), one.low(), other.high(), other.low());
    }

    /** Past the current key in every source that has it. */
    private void step() throws IOException {
        long high = current().high();
        long low = current().low();
        for (int index = left.size() - 1; index >= 0; index--) {
            IdentityRows source = left.get(index);
            if (source.high() == high && source.low() == low && !source.next()) {
                left.remove(index);
            }
        }
    }
}
