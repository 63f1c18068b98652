package io.tallyhouse.ingest.inbox.kafka;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.ingest.inbox.InboxRecord;
import io.tallyhouse.ingest.inbox.InboxRecord.InboxHeader;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition on their way, again and again until they have arrived. The partition gives no others
 * meanwhile. Used by the reading thread alone.
 */
final class InboxBatch {
    private static final long PAUSE_MILLIS_MAX = 5_000;
    private static final int DOUBLINGS_MAX = 6;

    private final TopicPartition partition;
    private final TenantId tenant;
    private final List<InboxRecord> records;
    private final long nextOffset;
    private @Nullable CompletableFuture<IntakeReceipt> running;
    private boolean isPaid;
    private int failures;
    private long notBefore;

    /** @param nanos the time of a clock that only counts */
    InboxBatch(TopicPartition partition, TenantId tenant, List<ConsumerRecord<byte[], byte[]>> polled, long nanos) {
        this.partition = partition;
        this.tenant = tenant;
        this.records = polled.stream().map(InboxBatch::record).toList();
        this.nextOffset = polled.get(polled.size() - 1).offset() + 1;
        this.notBefore = nanos;
    }

    private static InboxRecord record(ConsumerRecord<byte[], byte[]> polled) {
        List<InboxHeader> headers = StreamSupport.stream(polled.headers().spliterator(), false)
                .map(header -> new InboxHeader(header.key(), header.value() == null ? new byte[0] : header.value()))
                .toList();
        return new InboxRecord(
                polled.topic(), polled.partition(), polled.offset(), headers, Optional.ofNullable(polled.value()));
    }

    TopicPartition partition() {
        return partition;
    }

    TenantId tenant() {
        return tenant;
    }

    List<InboxRecord> records() {
        return records;
    }

    long nextOffset() {
        return nextOffset;
    }

    boolean waits(long nanos) {
        return running == null && notBefore - nanos <= 0;
    }

    /** Whether the tenant's rate is still to be asked; what was granted once is not asked for again. */
    boolean isPaid() {
        return isPaid;
    }

    void paid() {
        isPaid = true;
    }

    void run(Supplier<Uni<IntakeReceipt>> forwarding) {
        running = Uni.createFrom().deferred(forwarding::get).subscribeAsCompletionStage();
    }

    void pause(Duration pause, long nanos) {
        running = null;
        notBefore = nanos + pause.toNanos();
    }

    /** What became of the run, if it has ended. */
    Optional<IntakeReceipt> arrived() {
        CompletableFuture<IntakeReceipt> run = running;
        return run != null && run.isDone() && !run.isCompletedExceptionally()
                ? Optional.of(run.join())
                : Optional.empty();
    }

    /** Why the run failed, if it did. */
    Optional<Throwable> failure() {
        CompletableFuture<IntakeReceipt> run = running;
        if (run == null || !run.isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.of(run.handle((receipt, failed) -> failed).join());
    }

    /** After a failure: later, and later the more there were in a row. */
    void runAgainLater(long nanos) {
        long most = Math.min(PAUSE_MILLIS_MAX, 100L << Math.min(failures, DOUBLINGS_MAX));
        failures++;
        pause(Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1)), nanos);
    }

    int failures() {
        return failures;
    }

    /** Waits for the run at hand, if there is one. */
    void await(Duration patience) {
        CompletableFuture<IntakeReceipt> run = running;
        if (run == null) {
            return;
        }
        try {
            run.handle((receipt, failed) -> true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // it is read again by whoever gets the partition
        }
    }
}
