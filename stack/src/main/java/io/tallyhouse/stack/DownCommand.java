package io.tallyhouse.stack;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: stops the stack that runs on this state folder. */
@Command(name = "down", description = "stop the running stack; data is kept")
final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.out);
        Optional<RunningStack> running = RunningStack.find(options.stateFolder());
        if (running.isEmpty()) {
            if (Leftovers.find(options.stateFolder()).isEmpty()) {
                progress.print("nothing runs");
            }
            Leftovers.end(options.stateFolder(), progress);
            return 0;
        }
        stop(running.get(), progress);
        return 0;
    }

    static void stop(RunningStack running, Progress progress) {
        Optional<ProcessHandle> process = ProcessHandle.of(running.pid());
        progress.say("stopping process " + running.pid());
        process.ifPresent(ProcessHandle::destroy);
        try {
            if (process.isPresent()) {
                process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            progress.say("stopped; data is kept");
        } catch (TimeoutException | ExecutionException e) {
            throw new StackException("process " + running.pid() + " did not stop within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while stopping");
        }
    }
}
