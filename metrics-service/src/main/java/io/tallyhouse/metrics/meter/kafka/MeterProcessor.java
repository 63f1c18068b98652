package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.codec.UnreadableRecord;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayedEvent;
import io.tallyhouse.contracts.usage.UsageRecordReader;
import io.tallyhouse.contracts.window.WindowRecord.MetricReplayed;
import io.tallyhouse.contracts.window.WindowRecord.MetricStarted;
import io.tallyhouse.contracts.window.WindowRecord.PublishedPosition;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.Effect;
import io.tallyhouse.metrics.meter.IdentityHash;
import io.tallyhouse.metrics.meter.Meter;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.StartedMetric.Replay;
import io.tallyhouse.metrics.meter.kafka.PreCommitHook.LastInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies each record of one partition to its state, and publishes before every commit what the commit covers. */
final class MeterProcessor implements Processor<byte[], byte @Nullable [], Publication, Publication> {
    private static final Logger LOGGER = LoggerFactory.getLogger(MeterProcessor.class);

    private final MeterSettings settings;
    private final MeterMemory memory;
    private final Meter meter;
    private final UsageRecordReader reader = new UsageRecordReader();
    private @Nullable Task task;

    MeterProcessor(MeterSettings settings, MeterMemory memory) {
        this.settings = settings;
        this.memory = memory;
        this.meter = new Meter(new IdentityHash(settings.identitySecret()), settings.groupsMax());
    }

    private record MetricVersionKey(TenantId tenant, MetricId metric, int version) {}

    /** What belongs to one life of the task: nothing on the heap outlives it. */
    private static final class Task {
        private final ProcessorContext<Publication, Publication> context;
        private final IdentityStore identities;
        private final WindowStore windows;
        private final StoredMeterState state;
        private final PreCommitHook hook;
        private final int partition;
        private final List<MetricStarted> started = new ArrayList<>();
        private final Set<MetricVersionKey> replayed = new LinkedHashSet<>();
        private long position;
        private long timestamp;

        Task(ProcessorContext<Publication, Publication> context, int generation, MeterMemory memory) {
            this.context = context;
            this.partition = context.taskId().partition();
            this.hook = context.getStateStore(MeterTopology.COMMIT_HOOK);
            this.identities = context.getStateStore(MeterTopology.IDENTITIES);
            this.windows = context.getStateStore(MeterTopology.WINDOWS);
            this.state = new StoredMeterState(
                    new StoredMeterState.Stores(
                            identities,
                            windows,
                            context.getStateStore(MeterTopology.CONTRIBUTIONS),
                            context.getStateStore(MeterTopology.GROUPS),
                            context.getStateStore(MeterTopology.DEFINITIONS)),
                    generation,
                    memory);
            windows.beforeFlush(Optional.of(state.windows()::store));
        }

        void forward(Publication publication) {
            context.forward(new Record<>(publication, publication, timestamp));
        }
    }

    @Override
    public void init(ProcessorContext<Publication, Publication> context) {
        RestoredCheckpoint.forget(context.stateDir());
        Task initialised = new Task(context, settings.generation(), memory);
        initialised.hook.beforeCommit(() -> publish(initialised));
        task = initialised;
        memory.begins();
    }

    @Override
    public void process(Record<byte[], byte @Nullable []> input) {
        Task current = current();
        RecordMetadata metadata = current.context.recordMetadata().orElseThrow();
        current.identities.advance(input.timestamp());
        try {
            apply(current, metadata.offset(), read(input.value()));
        } catch (UnreadableRecord e) {
            passOver(metadata, e);
        }
        current.position = metadata.offset() + 1;
        current.timestamp = input.timestamp();
        current.hook.processed(
                new LastInput(metadata.topic(), metadata.partition(), metadata.offset(), input.timestamp()));
        OpenDays windows = current.state.windows();
        if (windows.dirtyCount() > settings.dirtyWindowsMax() || windows.isFull()) {
            current.context.commit();
        }
    }

    private UsageRecord read(byte @Nullable [] value) {
        if (value == null) {
            throw new UnreadableRecord("usage record", new IllegalArgumentException("the value is null"));
        }
        try {
            return reader.read(value);
        } catch (UnreadableRecord e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableRecord("usage record", e);
        }
    }

    private void apply(Task current, long offset, UsageRecord record) {
        Effect effect = meter.apply(offset, record, reader.canonical(), current.state);
        if (record instanceof MetricStart start && effect.kind() == Effect.Kind.METRIC_STARTED) {
            MetricDefinition definition = start.definition();
            current.started.add(new MetricStarted(
                    definition.tenant(), definition.id(), definition.version(), current.partition, offset));
        }
        replayedVersion(record).ifPresent(current.replayed::add);
        settings.observer().applied(effect);
    }

    /** Of which metric version a record replays the past. */
    private static Optional<MetricVersionKey> replayedVersion(UsageRecord record) {
        if (record instanceof ReplayStart replay) {
            return Optional.of(new MetricVersionKey(replay.tenant(), replay.metric(), replay.version()));
        }
        if (record instanceof ReplayedEvent replayed) {
            return Optional.of(new MetricVersionKey(replayed.tenant(), replayed.metric(), replayed.version()));
        }
        return record instanceof ReplayEnd end
                ? Optional.of(new MetricVersionKey(end.tenant(), end.metric(), end.version()))
                : Optional.empty();
    }

    /** The message of the cause may quote what was sent, and that does not belong in a log. */
    private void passOver(RecordMetadata metadata, UnreadableRecord e) {
        String reason = e.getCause() == null ? "" : e.getCause().getClass().getSimpleName();
        LOGGER.warn(
                "Unreadable record passed over: topic {}, partition {}, offset {}, {}",
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                reason);
        settings.observer().unreadable(metadata.partition(), metadata.offset(), reason);
    }

    /** Runs within the commit. The position is last: who reads it has read all that it stands for. */
    private void publish(Task current) {
        current.identities.log();
        current.state.windows().publish(current.partition, current::forward);
        for (MetricStarted started : current.started) {
            current.forward(Publication.of(current.partition, started));
        }
        current.started.clear();
        for (MetricVersionKey version : current.replayed) {
            current.state
                    .metric(version.tenant(), version.metric(), version.version())
                    .ifPresent(metric -> current.forward(Publication.of(current.partition, progress(current, metric))));
        }
        current.replayed.clear();
        PublishedPosition position = new PublishedPosition(settings.generation(), current.partition, current.position);
        current.forward(Publication.of(current.partition, position));
        settings.observer().published(current.partition, current.position);
    }

    private static MetricReplayed progress(Task current, StartedMetric metric) {
        MetricDefinition definition = metric.definition();
        Replay replay = metric.replay();
        return new MetricReplayed(
                definition.tenant(),
                definition.id(),
                definition.version(),
                current.partition,
                replay.done(),
                replay.events(),
                replay.caughtUp());
    }

    /**
     * What was only logged is stored by now, if the task ends well. It may go on as a standby, which has nothing on the
     * heap, and be initialised again.
     */
    @Override
    public void close() {
        if (task != null) {
            task.windows.beforeFlush(Optional.empty());
            task = null;
            memory.ends();
        }
    }

    private Task current() {
        if (task == null) {
            throw new IllegalStateException("the processor is not initialised");
        }
        return task;
    }
}
