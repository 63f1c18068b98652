package io.tallyhouse.metrics.meter.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A meter in a process of its own, which ends by kill -9 only. */
final class MeterProcess implements AutoCloseable {
    private final Process process;

    private MeterProcess(Process process) {
        this.process = process;
    }

    static MeterProcess start(MeterInstance.Place place, Path log) throws IOException {
        return new MeterProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeterInstance.class.getName(),
                        place.bootstrapServers(),
                        place.name(),
                        place.stateDirectory().toString(),
                        Integer.toString(place.standbyReplicas())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
