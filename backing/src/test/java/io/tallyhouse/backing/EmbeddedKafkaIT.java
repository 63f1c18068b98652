package io.tallyhouse.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedKafkaIT {
    private static final TopicSpec USAGE = new TopicSpec("usage", 1, Map.of("retention.ms", "-1"));

    @TempDir
    private Path folder;

    @Test
    void a_record_is_read_back_after_a_restart_on_the_same_folder() throws Exception {
        // Given
        String clusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder))) {
            KafkaTopics.ensure(kafka.bootstrapServers(), List.of(USAGE));
            write(kafka.bootstrapServers(), "kept");
            clusterId = clusterId(kafka);
        }
        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder))) {
            // Then
            assertThat(firstRecord(kafka.bootstrapServers())).isEqualTo("kept");
            assertThat(clusterId(kafka)).isEqualTo(clusterId);
        }
    }

    @Test
    void a_record_survives_the_killing_of_the_brokers_process() throws Exception {
        // Given
        Process broker = brokerProcess();
        try (BufferedReader said = broker.inputReader()) {
            String bootstrap = said.readLine();
            KafkaTopics.ensure(bootstrap, List.of(USAGE));
            write(bootstrap, "survived");
        } finally {
            broker.destroyForcibly().waitFor();
        }
        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder))) {
            // Then
            assertThat(firstRecord(kafka.bootstrapServers())).isEqualTo("survived");
        }
    }

    @Test
    void a_taken_port_is_named_and_the_folder_is_free_afterwards() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            EmbeddedKafka.Settings settings = EmbeddedKafka.Settings.in(folder);
            assertThatThrownBy(() -> EmbeddedKafka.start(settings.withPorts(port, 0)))
                    .isInstanceOf(BackingException.class)
                    .hasMessageContaining("Kafka's broker cannot use port " + port);
            assertThatThrownBy(() -> EmbeddedKafka.start(settings.withPorts(0, port)))
                    .isInstanceOf(BackingException.class)
                    .hasMessageContaining("Kafka's controller cannot use port " + port);
        }
    }

    @Test
    void a_broker_that_refuses_its_settings_throws_and_leaves_the_process_alive() {
        EmbeddedKafka.Settings settings =
                EmbeddedKafka.Settings.in(folder).withProperty("log.cleaner.dedupe.buffer.size", "none");
        assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                .isInstanceOf(BackingException.class)
                .hasMessageContaining("log.cleaner.dedupe.buffer.size");
    }

    @Test
    void a_folder_has_one_broker_and_topics_are_created_once_however_many_ask() throws Exception {
        ExecutorService askers = Executors.newFixedThreadPool(4);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder))) {
            // When
            Callable<Boolean> ask = () -> {
                KafkaTopics.ensure(kafka.bootstrapServers(), List.of(USAGE, new TopicSpec("other", 3, Map.of())));
                return true;
            };
            Collection<Future<Boolean>> asked = askers.invokeAll(List.of(ask, ask, ask, ask));
            // Then
            for (Future<Boolean> one : asked) {
                assertThat(one.get()).isTrue();
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("usage", "other");
                assertThat(admin.describeTopics(List.of("other"))
                                .topicNameValues()
                                .get("other")
                                .get()
                                .partitions())
                        .hasSize(3);
            }
            assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Settings.in(folder)))
                    .isInstanceOf(BackingException.class)
                    .hasMessageContaining("another running process owns it");
        } finally {
            askers.shutdown();
            assertThat(askers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process brokerProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void write(String bootstrap, String value) throws Exception {
        StringSerializer text = new StringSerializer();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap, "acks", "all"), text, text)) {
            producer.send(new ProducerRecord<>(USAGE.name(), value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static String firstRecord(String bootstrap) {
        StringDeserializer text = new StringDeserializer();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"), text, text)) {
            consumer.assign(List.of(new TopicPartition(USAGE.name(), 0)));
            for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofSeconds(20))) {
                return found.value();
            }
            return "no record within 20 seconds";
        }
    }

    private static String clusterId(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
