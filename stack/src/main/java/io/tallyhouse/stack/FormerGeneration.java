package io.tallyhouse.stack;

import io.tallyhouse.backing.KafkaTopics;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.topic.Topics.TopicPlan;
import java.util.List;
import java.util.stream.Stream;

/** What is left of a generation of the log that is not in force: its topics, and the meter's changelogs and stores. */
final class FormerGeneration {
    private final StateFolder state;
    private final Backends backends;

    FormerGeneration(StateFolder state, Backends backends) {
        this.state = state;
        this.backends = backends;
    }

    /** All of the former generation that the log's state names, which names none then. */
    void delete(LogState log, int metricsPort) {
        new MeterCalls(metricsPort, backends.serviceSecret()).forgetFormer();
        log.former().ifPresent(this::deleteTopics);
        log.withoutFormer().write(state);
    }

    /** Nothing may work with it any more. */
    void deleteTopics(LogGeneration generation) {
        String bootstrap = backends.bootstrapServers();
        List<String> changelogs = KafkaTopics.names(bootstrap).stream()
                .filter(name -> name.startsWith(generation.meterApplication() + "-"))
                .toList();
        Stream<String> plain = generation.topics().stream().map(TopicPlan::name);
        KafkaTopics.delete(bootstrap, Stream.concat(plain, changelogs.stream()).toList());
        KafkaTopics.forgetGroup(bootstrap, generation.meterApplication());
        new StateFolder(state.root().resolve("meter").resolve(generation.meterApplication())).deleteAll();
    }
}
