package io.tallyhouse.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reset}: forgets all data of a stack that does not run. */
@Command(name = "reset", description = "delete all data, logs and keys of the stack (it must be down)")
final class ResetCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() {
        StateFolder state = options.stateFolder();
        RunningStack.find(state).ifPresent(running -> {
            throw new StackException("it runs (process " + running.pid() + "); stop it first with ./tallyhouse down");
        });
        state.deleteAll();
        Progress.to(System.out).print("deleted " + state.root());
        return 0;
    }
}
