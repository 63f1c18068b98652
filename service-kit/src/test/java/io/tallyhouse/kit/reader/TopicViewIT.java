package io.tallyhouse.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallyhouse.backing.BackingServices;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.topic.Topic;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopicViewIT {
    private static final TenantId ACME = new TenantId("acme");
    private static final String BOOTSTRAP = BackingServices.shared().kafkaBootstrapServers();

    /** Numbers as text, so that other text is unreadable. */
    private final Topic<Integer> topic = new Topic<>(
            "view-" + UUID.randomUUID(),
            value -> value.toString().getBytes(StandardCharsets.UTF_8),
            bytes -> Integer.valueOf(new String(bytes, StandardCharsets.UTF_8)),
            Map.of("cleanup.policy", "compact"));

    @Test
    void a_view_has_the_last_value_of_each_key_and_follows_the_topic() {
        // Given
        createTopic();
        send("a", 1);
        send("b", 2);
        send("a", 3);
        try (TopicView<Integer> view = new TopicView<>(topic, Map.of("bootstrap.servers", BOOTSTRAP)).start()) {
            await().until(view::ready);
            assertThat(view.values()).containsExactlyInAnyOrder(3, 2);
            // When
            send("b", 4);
            TestTopics.send(BOOTSTRAP, topic.name(), Topics.resourceKey(ACME, "a"), null);
            // Then
            await().untilAsserted(() -> assertThat(view.values()).containsExactly(4));
            assertThat(view.get(ACME, "b")).contains(4);
            assertThat(view.get(ACME, "a")).isEmpty();
        }
    }

    @Test
    void an_unreadable_record_is_counted_and_the_value_before_it_stays() {
        // Given
        createTopic();
        send("a", 1);
        TestTopics.send(
                BOOTSTRAP, topic.name(), Topics.resourceKey(ACME, "a"), "nonsense".getBytes(StandardCharsets.UTF_8));
        send("b", 2);
        // When
        try (TopicView<Integer> view = new TopicView<>(topic, Map.of("bootstrap.servers", BOOTSTRAP)).start()) {
            await().until(view::ready);
            // Then
            assertThat(view.values()).containsExactlyInAnyOrder(1, 2);
            assertThat(view.skipped()).isEqualTo(1);
        }
    }

    @Test
    void a_listener_hears_of_what_is_there_and_of_each_change() {
        // Given
        createTopic();
        send("a", 1);
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TopicView<Integer> view = new TopicView<>(topic, Map.of("bootstrap.servers", BOOTSTRAP)).start()) {
            await().until(view::ready);
            // When
            view.onChange((key, before, after) -> heard.add(before + " to " + after));
            send("a", 2);
            // Then
            await().untilAsserted(() ->
                    assertThat(heard).containsExactly("Optional.empty to Optional[1]", "Optional[1] to Optional[2]"));
        }
    }

    @Test
    void a_topic_that_is_made_later_is_found() {
        try (TopicView<Integer> view = new TopicView<>(topic, Map.of("bootstrap.servers", BOOTSTRAP)).start()) {
            assertThat(view.ready()).isFalse();
            createTopic();
            send("a", 1);

            await().untilAsserted(() -> assertThat(view.values()).containsExactly(1));
            assertThat(view.ready()).isTrue();
        }
    }

    private void createTopic() {
        KafkaTopics.ensure(BOOTSTRAP, List.of(new TopicSpec(topic.name(), 2, topic.config())));
    }

    private void send(String key, int value) {
        TestTopics.send(BOOTSTRAP, topic, Topics.resourceKey(ACME, key), value);
    }
}
