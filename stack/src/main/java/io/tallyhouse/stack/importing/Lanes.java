package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Connections side by side. All events of a subject take the same lane, and a lane has one request under way at a time,
 * so no later version of an event overtakes an earlier one.
 */
final class Lanes implements AutoCloseable {
    /** Below the server's mebibyte with room for what stands between events. */
    private static final long BATCH_BYTES_MAX = 1_000_000;

    private final BatchSender sender;
    private final ImportProgress progress;
    private final int batchMax;
    private final List<ExecutorService> lanes;
    private final AtomicBoolean failed = new AtomicBoolean();

    /** @param batchMax events of one request */
    Lanes(int count, int batchMax, BatchSender sender, ImportProgress progress) {
        this.sender = sender;
        this.progress = progress;
        this.batchMax = batchMax;
        this.lanes = IntStream.range(0, count)
                .mapToObj(lane -> Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, "import-lane-" + lane);
                    thread.setDaemon(true);
                    return thread;
                }))
                .toList();
    }

    /** Completes when the fate of each event is known. Segments are to be given in the order of the file. */
    CompletableFuture<BatchOutcome> send(Segment segment) {
        List<List<Outgoing>> byLane = IntStream.range(0, lanes.size())
                .<List<Outgoing>>mapToObj(lane -> new ArrayList<>())
                .toList();
        segment.events()
                .forEach(event -> byLane.get(Math.floorMod(event.subject().hashCode(), lanes.size()))
                        .add(event));
        CompletableFuture<BatchOutcome> all = CompletableFuture.completedFuture(BatchOutcome.NOTHING);
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (List<Outgoing> batch : batches(byLane.get(lane))) {
                all = all.thenCombine(
                        CompletableFuture.supplyAsync(() -> sendBatch(batch), lanes.get(lane)), BatchOutcome::plus);
            }
        }
        return all;
    }

    private BatchOutcome sendBatch(List<Outgoing> batch) {
        if (failed.get()) {
            // what came before in this lane may be missing
            throw new CompletionException(new StackException("stopped after a failure"));
        }
        try {
            BatchOutcome outcome = sender.send(batch);
            progress.sent(batch.size());
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed.set(true);
            throw new CompletionException(new StackException("interrupted while sending"));
        } catch (RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }

    private List<List<Outgoing>> batches(List<Outgoing> events) {
        List<List<Outgoing>> batches = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int index = 0; index < events.size(); index++) {
            int length = events.get(index).json().length + 1;
            if (index > from && (index - from == batchMax || bytes + length > BATCH_BYTES_MAX)) {
                batches.add(events.subList(from, index));
                from = index;
                bytes = 0;
            }
            bytes += length;
        }
        if (from < events.size()) {
            batches.add(events.subList(from, events.size()));
        }
        return batches;
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdownNow);
    }
}
