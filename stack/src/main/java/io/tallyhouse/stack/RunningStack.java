package io.tallyhouse.stack;

import java.net.URI;
import java.util.Optional;

/**
 * The stack that another process runs on the same state folder, as its {@code stack.pid} says.
 *
 * @param pid of the process that runs it
 */
record RunningStack(long pid, URI gateway) {
    private static final String FILE = "stack.pid";

    static void announce(StateFolder state, URI gateway) {
        state.writePrivate(FILE, ProcessHandle.current().pid() + " " + gateway);
    }

    static void forget(StateFolder state) {
        state.delete(FILE);
    }

    /** Empty if none runs; a file left behind by a killed process does not count. */
    static Optional<RunningStack> find(StateFolder state) {
        return state.read(FILE)
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> new RunningStack(Long.parseLong(parts[0]), URI.create(parts[1])))
                .filter(RunningStack::isOurs);
    }

    private boolean isOurs() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }
}
