package io.tallyhouse.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyhouse.contracts.route.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: looks at every part, names the one that fails and what mends it. Exits 1 if any fails. */
@Command(name = "doctor", description = "check every part; name the one that fails and the mend")
final class DoctorCommand implements Callable<Integer> {
    private static final long FREE_BYTES_MIN = 2L << 30;
    private static final int ANSWER_MILLIS_MAX = 2_000;
    private static final Duration METER_PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private StackOptions options = new StackOptions();

    /** What one look found; {@code mend} is empty if all is well. */
    private record Finding(String part, String words, String mend) {
        boolean isGood() {
            return mend.isEmpty();
        }
    }

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.out);
        List<Finding> findings = new ArrayList<>(List.of(java(), built(), disk()));
        Optional<RunningStack> running = RunningStack.find(options.stateFolder());
        if (running.isPresent()) {
            findings.addAll(lookAt(running.get()));
        } else {
            int left = Leftovers.find(options.stateFolder()).size();
            findings.add(
                    left == 0
                            ? new Finding("stack", "does not run; ./tallyhouse up starts it", "")
                            : new Finding(
                                    "stack",
                                    "was killed and left " + left + " processes",
                                    "./tallyhouse down ends them"));
            findings.addAll(ports());
        }
        findings.forEach(finding -> progress.print("%-6s %-18s %s%s"
                .formatted(
                        finding.isGood() ? "green" : "RED",
                        finding.part(),
                        finding.words(),
                        finding.isGood() ? "" : "; mend: " + finding.mend())));
        return findings.stream().allMatch(Finding::isGood) ? 0 : 1;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String words = "Java " + version;
        return new Finding("java", words, version >= 17 ? "" : "install a JDK 17 or newer");
    }

    private Finding built() {
        StackSettings settings = options.settings();
        List<String> missing = Stream.concat(
                        Stream.of(Service.values()).map(Service::moduleName), Stream.of(Stack.GATEWAY))
                .filter(module -> !Files.exists(settings.quarkusJar(module)))
                .toList();
        return missing.isEmpty()
                ? new Finding("build", "all services are built", "")
                : new Finding("build", "not built: " + String.join(", ", missing), "run ./tallyhouse up, which builds");
    }

    private Finding disk() {
        Path state = options.stateFolder().root();
        Path existing = Files.exists(state) ? state : options.home();
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String words = (free >> 20) + " MiB free at " + existing;
            return new Finding("disk", words, free >= FREE_BYTES_MIN ? "" : "free at least 2 GiB there");
        } catch (IOException e) {
            return new Finding("disk", "cannot be read: " + e.getMessage(), "check the folder " + existing);
        }
    }

    private List<Finding> ports() {
        StackPorts ports = options.ports();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put(Stack.GATEWAY, ports.gateway());
        Stream.of(Service.values()).forEach(service -> wanted.put(service.moduleName(), ports.of(service)));
        wanted.put("kafka", ports.kafka());
        wanted.put("kafka controller", ports.kafka() + 1);
        wanted.put("postgres", ports.postgres());
        return wanted.entrySet().stream()
                .map(entry -> port(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Finding port(String owner, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return new Finding("port " + socket.getLocalPort(), "free for the " + owner, "");
        } catch (IOException e) {
            return new Finding(
                    "port " + port,
                    "taken, but the " + owner + " needs it",
                    "stop the process that holds it, or choose other ports with --port");
        }
    }

    private static Finding answers(String part, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), ANSWER_MILLIS_MAX);
            return new Finding(part, "answers at port " + port, "");
        } catch (IOException e) {
            return new Finding(
                    part, "does not answer at port " + port, "./tallyhouse down and up start it again; data is kept");
        }
    }

    private Finding log() {
        LogState log = LogState.of(options.stateFolder(), options.settings().partitions());
        return new Finding(
                "log", "generation " + log.generation().number() + ", " + log.partitions() + " partitions", "");
    }

    private Finding meter(int port) {
        try {
            MeterPulse pulse = MeterPulse.read(port);
            if (pulse.standsStill(port, METER_PATIENCE)) {
                return new Finding(
                        "meter",
                        "stands still: " + pulse.waiting() + " accepted events wait and none was counted within "
                                + METER_PATIENCE.toSeconds() + " s",
                        "its log says why: " + options.stateFolder().log(Service.METRICS.moduleName())
                                + "; ./tallyhouse down and up start it again");
            }
            return new Finding("meter", pulse.counted() + " records counted, " + pulse.waiting() + " wait", "");
        } catch (IOException e) {
            return new Finding(
                    "meter", "cannot be asked", "see " + options.stateFolder().log(Service.METRICS.moduleName()));
        }
    }

    private List<Finding> lookAt(RunningStack running) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("stack", "runs at " + running.gateway() + ", process " + running.pid(), ""));
        StackPorts ports = StackPorts.beside(running.gateway().getPort());
        findings.add(answers("postgres", ports.postgres()));
        findings.add(answers("kafka", ports.kafka()));
        findings.add(log());
        findings.add(meter(ports.of(Service.METRICS)));
        try {
            JsonNode health =
                    new ApiClient(running.gateway(), "").get("/q/health/ready").json();
            for (JsonNode check : health.path("checks")) {
                check.path("data").properties().forEach(entry -> {
                    boolean ready = entry.getValue().asText().equals("ready");
                    Path log = options.stateFolder().log(entry.getKey());
                    findings.add(new Finding(
                            entry.getKey(),
                            entry.getValue().asText(),
                            ready ? "" : "its log says why: " + log + "; it is started again if it died"));
                });
            }
        } catch (StackException e) {
            findings.add(new Finding(
                    Stack.GATEWAY,
                    "does not answer: " + e.getMessage(),
                    "see " + options.stateFolder().log(Stack.GATEWAY)));
        }
        return findings;
    }
}
