package io.tallyhouse.benchmarks.ingest;

import io.tallyhouse.benchmarks.machine.ProcessCpu;
import java.time.Duration;
import org.apache.kafka.tools.ProducerPerformance;

/** Kafka's own producer benchmark with its CPU time, JIT included, as the last line: {@code cpu}, nanoseconds. */
final class ProducerTool {
    private ProducerTool() {}

    public static void main(String[] arguments) throws Exception {
        Duration before = ProcessCpu.own();
        ProducerPerformance.main(arguments);
        System.out.println("cpu " + ProcessCpu.own().minus(before).toNanos());
    }
}
