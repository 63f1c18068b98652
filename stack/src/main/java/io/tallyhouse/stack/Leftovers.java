package io.tallyhouse.stack;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Service processes that outlive a stack whose own process was killed. They hold the ports, so the next stack on the
 * same folder ends them first; so does {@code down}.
 */
final class Leftovers {
    private static final String FILE = "services.pid";
    private static final String MARK = "quarkus-run.jar";
    private static final long PATIENCE_SECONDS = 20;

    private Leftovers() {}

    /** Writes down which processes belong to the stack that runs. */
    static void remember(StateFolder state, Collection<ServiceProcess> services) {
        String pids = services.stream()
                .filter(ServiceProcess::isAlive)
                .map(service -> Long.toString(service.pid()))
                .collect(Collectors.joining(" "));
        state.writePrivate(FILE, pids);
    }

    static void forget(StateFolder state) {
        state.delete(FILE);
    }

    /** The processes written down that still run, and are services: a number may belong to another program by now. */
    static List<ProcessHandle> find(StateFolder state) {
        return state.read(FILE).stream()
                .flatMap(pids -> List.of(pids.split(" ")).stream())
                .filter(pid -> !pid.isBlank())
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .flatMap(Optional::stream)
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments).contains(MARK))
                        .orElse(false))
                .toList();
    }

    /** Ends what an earlier stack left behind. Never called while that stack's own process runs. */
    static void end(StateFolder state, Progress progress) {
        List<ProcessHandle> left = find(state);
        if (!left.isEmpty()) {
            progress.say("ending " + left.size() + " processes that a killed stack left behind");
            left.forEach(ProcessHandle::destroy);
            CompletableFuture<?>[] exits =
                    left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(exits)
                    .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            left.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
        forget(state);
    }
}
