package io.tallyhouse.ingest.inbox.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.contracts.topic.Topics.TopicPlan;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.reader.BackgroundLoop;
import io.tallyhouse.kit.reader.TopicViews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the inbox of each tenant that it hears of. One that is there already stays as it is. */
@ApplicationScoped
class InboxTopics {
    private static final Logger LOGGER = Logger.getLogger(InboxTopics.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InboxSettings settings;
    private final String bootstrapServers;
    private final Set<TenantId> wanted = ConcurrentHashMap.newKeySet();
    private @Nullable BackgroundLoop loop;

    InboxTopics(InboxSettings settings, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event, TopicViews views) {
        if (!settings.created()) {
            return;
        }
        views.of(Topics.CATALOG_TENANTS).onChange((key, before, after) -> {
            if (before.isEmpty()) {
                after.ifPresent(tenant -> wanted.add(tenant.id()));
            }
        });
        loop = BackgroundLoop.start("inbox-topics", IDLE, this::create);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private boolean create() throws Exception {
        List<TenantId> tenants = List.copyOf(wanted);
        if (tenants.isEmpty()) {
            return false;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Map<TenantId, NewTopic> missing = new HashMap<>();
            for (TenantId tenant : tenants) {
                TopicPlan plan = Topics.usageInbox(tenant);
                if (!present.contains(plan.name())) {
                    missing.put(
                            tenant,
                            new NewTopic(plan.name(), Optional.of(settings.partitions()), Optional.empty())
                                    .configs(plan.config()));
                }
            }
            Map<String, KafkaFuture<Void>> creating =
                    admin.createTopics(missing.values()).values();
            for (Map.Entry<TenantId, NewTopic> one : missing.entrySet()) {
                KafkaFuture<Void> created = creating.get(one.getValue().name());
                if (created != null) {
                    await(created, one.getKey());
                }
            }
            tenants.forEach(wanted::remove);
            return false;
        }
    }

    private static void await(KafkaFuture<Void> created, TenantId tenant)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            created.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidTopicException) {
                // Kafka takes names that differ in '.' and '_' alone for the same
                LOGGER.errorf("tenant %s has no inbox: %s", tenant, e.getCause().getMessage());
            } else if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
