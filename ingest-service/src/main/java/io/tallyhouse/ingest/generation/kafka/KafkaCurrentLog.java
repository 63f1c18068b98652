package io.tallyhouse.ingest.generation.kafka;

import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.ingest.archive.EventArchive;
import io.tallyhouse.ingest.generation.CurrentLog;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link CurrentLog} from the topic, and from how far the archive's reader says that it is. */
@ApplicationScoped
class KafkaCurrentLog implements CurrentLog {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POSITIONS =
            "SELECT partition, topic_id, next_offset FROM reader_positions WHERE reader = $1 AND topic = $2";

    private final LogTopics topics;
    private final LogGeneration log;
    private final Pool pool;

    KafkaCurrentLog(LogTopics topics, LogGeneration log, Pool pool) {
        this.topics = topics;
        this.log = log;
        this.pool = pool;
    }

    private record Read(Set<String> topicIds, Map<Integer, Long> next) {}

    private Read read() {
        Read read = new Read(new HashSet<>(), new HashMap<>());
        Tuple reader = Tuple.of(EventArchive.READER, log.usageEvents());
        for (Row row : pool.preparedQuery(POSITIONS).execute(reader).await().atMost(PATIENCE)) {
            read.topicIds.add(row.getString("topic_id"));
            read.next.put(row.getInteger("partition"), row.getLong("next_offset"));
        }
        return read;
    }

    @Override
    public State state() {
        Optional<LogTopics.Found> found = topics.find(log.usageEvents());
        if (found.isEmpty()) {
            return State.GONE;
        }
        Set<String> known = read().topicIds;
        if (known.isEmpty() || known.equals(Set.of(found.get().id()))) {
            return State.THERE;
        }
        boolean hasRecords = found.get().ends().values().stream().anyMatch(end -> end > 0);
        return hasRecords ? State.ANOTHER : State.GONE;
    }

    @Override
    public long notArchived() {
        Map<Integer, Long> next = read().next;
        return topics.find(log.usageEvents()).orElseThrow().ends().entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
