package io.tallyhouse.metrics.meter.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * Ends the open transactions of instances that have left the group without a goodbye. Whoever takes over counts at once,
 * but readers of what is committed wait behind the transaction of the dead one until it times out, ten to twenty seconds
 * later. Its producer is fenced instead, as its own restart would do.
 *
 * <p>An instance that is alive and only out of the group may be fenced, too: it could not commit its transaction anyway,
 * for its membership is over, and begins anew.
 */
final class Departed implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Departed.class);
    private static final String THREAD = "-StreamThread-";

    private final String application;
    private final Map<String, Object> settings;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(body -> {
        Thread thread = new Thread(body, "meter-departed");
        thread.setDaemon(true);
        return thread;
    });

    Departed(String application, String bootstrapServers) {
        this.application = application;
        this.settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** To be called by a state listener; does not wait. */
    void stateChanged(KafkaStreams.State state) {
        // partitions were given out anew, and then once more when they are counted here
        if (state != KafkaStreams.State.REBALANCING && state != KafkaStreams.State.RUNNING) {
            return;
        }
        try {
            worker.execute(this::fence);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("nothing is looked for any more");
        }
    }

    private void fence() {
        try (Admin admin = Admin.create(settings)) {
            Set<String> open = openTransactions(admin);
            if (open.isEmpty()) {
                return;
            }
            Set<String> present = transactionalPrefixes(admin);
            Set<String> departed = open.stream()
                    .filter(id -> present.stream().noneMatch(id::startsWith))
                    .collect(Collectors.toSet());
            if (!departed.isEmpty()) {
                admin.fenceProducers(departed).all().get();
                LOGGER.infof("transactions of instances that are gone are ended: %s", departed);
            }
        } catch (ExecutionException | KafkaException e) {
            LOGGER.warnf("transactions of instances that are gone are left to time out: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By transactional id: application, process, number of the thread. */
    private Set<String> openTransactions(Admin admin) throws ExecutionException, InterruptedException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        return admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(application + "-"))
                .collect(Collectors.toSet());
    }

    /** A member's client id is application, process, thread and role; its transactional ids begin as it does. */
    private Set<String> transactionalPrefixes(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(Set.of(application)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .map(MemberDescription::clientId)
                .filter(client -> client.contains(THREAD))
                .map(client -> client.substring(0, client.indexOf(THREAD)) + "-")
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
