package io.tallyhouse.backing;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics that are missing and leaves the others as they are; and removes or changes those that are named. */
public final class KafkaTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private KafkaTopics() {}

    /**
     * Returns when every topic is there and every partition's leader serves it; worth calling after each start of a
     * broker, before the first producer. Several processes may call it at once. Replicas are the broker's default.
     *
     * @throws BackingException if Kafka does not answer within a minute or refuses a topic
     */
    public static void ensure(String bootstrap, List<TopicSpec> topics) {
        QuietLogs.apply();
        try (Admin admin = Admin.create(clientSettings(bootstrap))) {
            Set<String> present = await(admin.listTopics().names());
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(KafkaTopics::newTopic)
                    .toList();
            for (KafkaFuture<Void> created :
                    admin.createTopics(missing).values().values()) {
                awaitCreated(created);
            }
            awaitLeaders(
                    admin,
                    awaitVisible(admin, topics.stream().map(TopicSpec::name).toList()));
        } catch (ExecutionException | TimeoutException e) {
            throw new BackingException("Kafka at %s did not create topics: %s".formatted(bootstrap, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingException("interrupted while creating topics", e);
        }
    }

    /** All topics but Kafka's own. */
    public static Set<String> names(String bootstrap) {
        return ask(bootstrap, "list topics", admin -> await(admin.listTopics().names()));
    }

    /** Returns when none of them is listed any more; what is not there is left out. */
    public static void delete(String bootstrap, Collection<String> topics) {
        ask(bootstrap, "delete topics", admin -> {
            Set<String> present = new HashSet<>(await(admin.listTopics().names()));
            present.retainAll(topics);
            if (!present.isEmpty()) {
                awaitDone(admin.deleteTopics(present).all());
            }
            for (long paused = 0; !Collections.disjoint(await(admin.listTopics().names()), topics); paused++) {
                if (paused * PAUSE.toMillis() > PATIENCE.toMillis()) {
                    throw new TimeoutException("topics are still listed");
                }
                Thread.sleep(PAUSE.toMillis());
            }
            return topics;
        });
    }

    /** Sets what is given and leaves all other settings of the topic as they are. */
    public static void configure(String bootstrap, String topic, Map<String, String> config) {
        List<AlterConfigOp> changes = config.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        ask(
                bootstrap,
                "configure " + topic,
                admin -> awaitDone(admin.incrementalAlterConfigs(
                                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                        .all()));
    }

    /** Forgets a consumer group with its positions, if there is one; it must have no members. */
    public static void forgetGroup(String bootstrap, String group) {
        ask(bootstrap, "forget the group " + group, admin -> {
            try {
                return awaitDone(admin.deleteConsumerGroups(List.of(group)).all());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean awaitDone(KafkaFuture<Void> done)
            throws ExecutionException, TimeoutException, InterruptedException {
        var unused = done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return true;
    }

    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static <T> T ask(String bootstrap, String what, Question<T> question) {
        QuietLogs.apply();
        try (Admin admin = Admin.create(clientSettings(bootstrap))) {
            return question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new BackingException("Kafka at %s did not %s: %s".formatted(bootstrap, what, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingException("interrupted: " + what, e);
        }
    }

    private static Map<String, Object> clientSettings(String bootstrap) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                PAUSE.toMillis(),
                AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                10 * PAUSE.toMillis());
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
    private static Collection<TopicDescription> awaitVisible(Admin admin, List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (long paused = 0; ; paused += PAUSE.toMillis()) {
            try {
                return await(admin.describeTopics(names).allTopicNames()).values();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || paused > PATIENCE.toMillis()) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /**
     * A partition is listed a moment before its leader serves it. An idempotent producer that starts in between can
     * wedge: its first batch is turned away, its second becomes the first one stored, and the first never fits again. So
     * this asks every leader for its last offset; the client asks again until each answers.
     */
    private static void awaitLeaders(Admin admin, Collection<TopicDescription> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> questions = topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        await(admin.listOffsets(questions).all());
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
