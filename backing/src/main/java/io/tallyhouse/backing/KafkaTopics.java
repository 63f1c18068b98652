package io.tallyhouse.backing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics that are missing and leaves the others as they are. */
public final class KafkaTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private KafkaTopics() {}

    /**
     * Returns when every topic is there and the broker answers for it. Several processes may call it at once. Replicas
     * are the broker's default.
     *
     * @throws BackingException if Kafka does not answer within a minute or refuses a topic
     */
    public static void ensure(String bootstrap, List<TopicSpec> topics) {
        QuietLogs.apply();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> present = await(admin.listTopics().names());
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(KafkaTopics::newTopic)
                    .toList();
            for (KafkaFuture<Void> created :
                    admin.createTopics(missing).values().values()) {
                awaitCreated(created);
            }
            awaitVisible(admin, missing.stream().map(NewTopic::name).toList());
        } catch (ExecutionException | TimeoutException e) {
            throw new BackingException("Kafka at %s did not create topics: %s".formatted(bootstrap, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingException("interrupted while creating topics", e);
        }
    }

    private static NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(topic.config());
    }

    private static void awaitCreated(KafkaFuture<Void> created)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            await(created);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The controller has the topic a moment before the broker does; a consumer that starts in between would fail. */
    private static void awaitVisible(Admin admin, List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (long paused = 0; ; paused += PAUSE.toMillis()) {
            try {
                await(admin.describeTopics(names).allTopicNames());
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || paused > PATIENCE.toMillis()) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
