package io.tallyhouse.backing;

import java.nio.file.Path;

/** A broker in a process of its own, for tests that kill it; prints its address and runs until then. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.in(Path.of(arguments[0])));
        System.out.println(kafka.bootstrapServers());
    }
}
