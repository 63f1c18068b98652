package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** What an instance's standbys do: how far they are behind, and what those lacked that became active. */
final class Standbys implements StandbyUpdateListener, StateRestoreListener {
    private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();
    private final AtomicLong updated = new AtomicLong();
    private final AtomicInteger promoted = new AtomicInteger();
    private final Set<TopicPartition> promotedNow = ConcurrentHashMap.newKeySet();
    private final AtomicLong lacked = new AtomicLong();

    /** So many changelog partitions are kept here, and none is behind by more than the end of its last transaction. */
    boolean areUpToDate(int changelogs) {
        return behind.size() >= changelogs && behind.values().stream().allMatch(lag -> lag <= 1);
    }

    /** Records taken up as a standby. */
    long updated() {
        return updated.get();
    }

    /** Changelog partitions of standbys that became active. */
    int promoted() {
        return promoted.get();
    }

    /** Records that they lacked of them. */
    long lacked() {
        return lacked.get();
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long startingOffset) {
        behind.put(changelog, 0L);
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog, String store, TaskId task, long batchEnd, long batchSize, long currentEnd) {
        updated.addAndGet(batchSize);
        behind.put(changelog, currentEnd - batchEnd - 1);
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long offset, long currentEnd, SuspendReason reason) {
        behind.remove(changelog);
        if (reason == SuspendReason.PROMOTED) {
            promoted.incrementAndGet();
            promotedNow.add(changelog);
        }
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        if (promotedNow.remove(changelog)) {
            lacked.addAndGet(to - from);
        }
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long count) {
        // the start said how many
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        // the start said how many
    }
}
