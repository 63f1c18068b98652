package io.tallyhouse.kit.reader;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A move of a reader's positions: from where it stood to where the batch ends. */
record Positions(
        String reader, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Map<String, String> topicIds) {
    static final String SELECT =
            "SELECT topic_id, next_offset FROM reader_positions WHERE reader = %s AND topic = %s AND partition = %s";
    static final String INSERT = "INSERT INTO reader_positions (reader, topic, partition, topic_id, next_offset)"
            + " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING";
    static final String COMPARE_AND_SET = "UPDATE reader_positions SET next_offset = %s"
            + " WHERE reader = %s AND topic = %s AND partition = %s AND topic_id = %s AND next_offset = %s";

    /** Another instance has moved the position: this batch must not take effect. */
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved(String reader, TopicPartition partition) {
            super("reader " + reader + ": the position of " + partition + " was moved by another instance");
        }
    }
}
