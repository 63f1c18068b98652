package io.tallyhouse.ingest.inbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.backing.BackingServices;
import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.backing.TopicSpec;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.contracts.usage.RejectedRecord;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.UsageEvent;
import io.tallyhouse.ingest.inbox.ForwardInbox;
import io.tallyhouse.ingest.inbox.InboxEvents;
import io.tallyhouse.ingest.inbox.RejectRecords;
import io.tallyhouse.ingest.intake.AcceptEvents;
import io.tallyhouse.ingest.intake.Acceptance;
import io.tallyhouse.ingest.intake.FormerVersions;
import io.tallyhouse.ingest.intake.FormerVersions.Former;
import io.tallyhouse.ingest.intake.IntakeRates;
import io.tallyhouse.ingest.intake.UsageLogFull;
import io.tallyhouse.ingest.intake.UsageLogUnavailable;
import io.tallyhouse.ingest.intake.rest.EventReaders;
import io.tallyhouse.kernel.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The reader on a real broker, with logs that fail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InboxReaderIT {
    private static final int RECORDS = 1_000;

    private final String bootstrap = BackingServices.shared().kafkaBootstrapServers();
    private final String application = "inbox-test-" + UUID.randomUUID();
    private final TenantId tenant = new TenantId("reader-" + UUID.randomUUID());
    private final List<UsageRecord> log = Collections.synchronizedList(new ArrayList<>());
    private final List<RejectedRecord> rejected = Collections.synchronizedList(new ArrayList<>());
    private final Random random = new Random(7);
    private volatile int failuresInTen = 3;

    private final class NothingFormer implements FormerVersions {
        @Override
        public Duration remembered() {
            return Duration.ofDays(36_500);
        }

        @Override
        public boolean mayBeForgotten(EventIdentity identity) {
            return false;
        }

        @Override
        public Uni<Map<EventIdentity, Former>> of(Collection<EventIdentity> identities) {
            return Uni.createFrom().item(Map.of());
        }
    }

    @Test
    void logs_that_fail_and_readers_that_stop_lose_nothing_and_keep_the_order() throws Exception {
        // Given every twentieth record is no event, and three appends of ten fail in any of three ways
        KafkaTopics.ensure(
                bootstrap,
                List.of(new TopicSpec(
                        Topics.usageInbox(tenant).name(),
                        1,
                        Topics.usageInbox(tenant).config())));
        InboxReader first = reader();
        first.start(new StartupEvent(), settings());
        produce(0, RECORDS / 2);

        // When one reader stops on the way and another goes on
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.size() > RECORDS / 8);
        first.stop(new ShutdownEvent());
        int handedOver = log.size();
        InboxReader second = reader();
        second.start(new StartupEvent(), settings());
        produce(RECORDS / 2, RECORDS);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lastPlaces()).hasSize(RECORDS - RECORDS / 20));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                rejected.stream().map(RejectedRecord::offset).distinct())
                        .hasSize(RECORDS / 20));
        second.stop(new ShutdownEvent());
        assertThat(lastPlaces()).isSorted();
        // what was committed when the first stopped was not forwarded again
        assertThat(log.size() - handedOver).isLessThan(3 * RECORDS);
        assertThat(rejected).allSatisfy(record -> {
            assertThat(record.tenant()).isEqualTo(tenant);
            assertThat(record.offset() % 20).isEqualTo(19);
            assertThat(record.value().orElseThrow().text()).contains("no event");
        });
    }

    /** The numbers of the events in the order in which each was appended last. */
    private List<Integer> lastPlaces() {
        LinkedHashSet<Integer> last = new LinkedHashSet<>();
        for (UsageRecord record : List.copyOf(log)) {
            Integer number =
                    Integer.valueOf(((UsageEvent) record).data().get("n").text());
            last.remove(number);
            last.add(number);
        }
        return List.copyOf(last);
    }

    private InboxReader reader() {
        InboxSettings settings = settings();
        ForwardInbox forward = new ForwardInbox(
                known -> Uni.createFrom()
                        .item(Optional.of(new Acceptance(known, Instant.parse("2026-10-01T12:00:00Z")))),
                new InboxEvents(EventReaders.ofSingleEvents()),
                new AcceptEvents(records -> fallible(records, log), new NothingFormer()),
                new RejectRecords(records -> fallible(records, rejected), InstantSource.system()));
        return new InboxReader(
                forward,
                new IntakeRates(100_000, 100_000, System::nanoTime),
                new InboxConsumers(settings, bootstrap, application),
                new InboxMeters(new SimpleMeterRegistry()));
    }

    private synchronized <R> Uni<Void> fallible(List<? extends R> records, List<R> target) {
        List<? extends R> own = records.stream().filter(this::isOwn).toList();
        if (random.nextInt(10) >= failuresInTen) {
            target.addAll(own);
            return Uni.createFrom().voidItem();
        }
        boolean full = random.nextBoolean();
        // some of what is not confirmed may have been appended
        target.addAll(full ? List.of() : own.subList(0, own.size() / 2));
        return Uni.createFrom()
                .failure(full ? new UsageLogFull("full") : new UsageLogUnavailable("away", new RuntimeException()));
    }

    /** Other tests' inboxes stand on the same broker. */
    private boolean isOwn(Object record) {
        return record instanceof UsageRecord event
                ? event.tenant().equals(tenant)
                : record instanceof RejectedRecord other && other.tenant().equals(tenant);
    }

    private void produce(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = from; number < to; number++) {
                String event = number % 20 == 19
                        ? "no event"
                        : "{\"id\":\"e\",\"type\":\"t\",\"subject\":\"s\",\"data\":{\"n\":" + number + "}}";
                var unused = producer.send(
                        new ProducerRecord<>(Topics.usageInbox(tenant).name(), event.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static InboxSettings settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(InboxSettings.class)
                .withDefaultValue("tallyhouse.inbox.batch-max", "50")
                .build()
                .getConfigMapping(InboxSettings.class);
    }
}
