package io.tallyhouse.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: runs the stack in the foreground until it is told to stop. */
@Command(name = "up", description = "run everything in the foreground; data is kept in .tallyhouse/")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = Progress.to(System.out);
        StateFolder state = options.stateFolder();
        RunningStack.find(state).ifPresent(running -> {
            throw new StackException("it already runs at " + running.gateway() + " (process " + running.pid()
                    + "); ./tallyhouse down stops it");
        });
        Stack stack = Stack.start(options.settings(), progress);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            progress.say("stopping");
            RunningStack.forget(state);
            stack.close();
            progress.say("stopped");
            stopped.countDown();
        }));
        DefaultTenant.accessKey(stack, state);
        RunningStack.announce(state, stack.gateway());
        progress.say("ready at " + stack.gateway() + "; the access key is in "
                + state.root().resolve(DefaultTenant.KEY_FILE) + "; Ctrl-C stops everything");
        stopped.await();
        return 0;
    }
}
