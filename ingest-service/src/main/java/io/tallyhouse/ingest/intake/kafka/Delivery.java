package io.tallyhouse.ingest.intake.kafka;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The records of one append on their way. Tells its emitter once all are confirmed or given up. */
final class Delivery {
    private final int records;
    private final AtomicInteger outstanding;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final UniEmitter<? super Void> emitter;

    Delivery(int records, UniEmitter<? super Void> emitter) {
        this.records = records;
        this.outstanding = new AtomicInteger(records);
        this.emitter = emitter;
    }

    void confirmed() {
        settle(1);
    }

    void failed(Throwable cause) {
        failed(1, cause);
    }

    void failed(int count, Throwable cause) {
        failed.addAndGet(count);
        failure.compareAndSet(null, cause);
        settle(count);
    }

    private void settle(int count) {
        if (outstanding.addAndGet(-count) > 0) {
            return;
        }
        Throwable cause = failure.get();
        if (cause == null) {
            emitter.complete(null);
        } else {
            emitter.fail(new UsageLogUnavailable(
                    failed.get() + " of " + records + " records are not confirmed: " + cause.getMessage(), cause));
        }
    }
}
