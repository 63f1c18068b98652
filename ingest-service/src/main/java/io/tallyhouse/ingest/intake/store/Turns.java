package io.tallyhouse.ingest.intake.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tallyhouse.ingest.intake.UsageLogFull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets so many pieces of work run at once and the others wait for their turn. Work that holds a connection while it asks
 * for another one would otherwise stop for good once all connections are held so.
 */
final class Turns {
    private final int waitingMax;
    private final Deque<UniEmitter<? super Boolean>> waiting = new ArrayDeque<>();
    private int free;

    Turns(int runningMax, int waitingMax) {
        this.free = runningMax;
        this.waitingMax = waitingMax;
    }

    /** Fails with {@link UsageLogFull} if too many wait already. */
    <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<Boolean>emitter(this::await)
                .chain(turn -> Uni.createFrom().deferred(work::get).eventually(this::pass));
    }

    private void await(UniEmitter<? super Boolean> emitter) {
        boolean runs;
        boolean isFull = false;
        synchronized (this) {
            runs = free > 0;
            if (runs) {
                free--;
            } else if (waiting.size() < waitingMax) {
                waiting.add(emitter);
            } else {
                isFull = true;
            }
        }
        if (runs) {
            emitter.complete(true);
        } else if (isFull) {
            emitter.fail(new UsageLogFull(waitingMax + " requests wait to move events already"));
        }
    }

    private void pass() {
        UniEmitter<? super Boolean> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.complete(true);
    }
}
