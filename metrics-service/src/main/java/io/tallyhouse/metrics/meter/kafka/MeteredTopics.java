package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks whether the meter's topics are there, with the same number of partitions. */
final class MeteredTopics {
    private MeteredTopics() {}

    /**
     * The number of partitions; empty if a topic is not there yet.
     *
     * @throws IllegalStateException if the two differ: the output could not keep the input's partitions
     */
    static Optional<Integer> partitions(Admin admin, String source, String sink) throws InterruptedException {
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(Set.of(source, sink)).allTopicNames().get();
            int ofSource = partitions(topics, source);
            int ofSink = partitions(topics, sink);
            if (ofSource != ofSink) {
                throw new IllegalStateException("topic " + source + " has " + ofSource + " partitions and " + sink
                        + " has " + ofSink + "; they must be equal");
            }
            return Optional.of(ofSource);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new IllegalStateException("topics cannot be described: " + e.getCause(), e);
        }
    }

    private static int partitions(Map<String, TopicDescription> topics, String name) {
        TopicDescription topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("topic " + name + " is not described");
        }
        return topic.partitions().size();
    }
}
