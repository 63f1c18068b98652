package io.tallyhouse.stack;

import io.tallyhouse.stack.demo.Demo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: brings the stack up if it does not run, bills a sample, checks it, and leaves the stack running. */
@Command(
        name = "demo",
        description = "start everything, load a sample, send usage, finalise invoices, check and show them")
final class DemoCommand implements Callable<Integer> {
    private static final long START_PATIENCE_SECONDS = 180;
    private static final String OWN_WORDS = "tallyhouse: ";

    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = Progress.to(System.out);
        StateFolder state = options.stateFolder();
        Optional<RunningStack> running = RunningStack.find(state);
        RunningStack stack = running.isPresent() ? running.get() : startDetached(state, progress);
        String key = state.read(DefaultTenant.KEY_FILE)
                .orElseThrow(() -> new StackException("the access key is missing from " + state.root()));
        boolean confirmed = new Demo(new ApiClient(stack.gateway(), key), progress::say, state.folder("invoices"))
                .run(summary -> progress.print(summary.formatted(stack.gateway(), key)));
        return confirmed ? 0 : 1;
    }

    /** What the stack said itself; else the last line of its log. */
    private static String lastWords(Path log) throws IOException {
        List<String> lines = java.nio.file.Files.readAllLines(log);
        return lines.stream()
                .filter(line -> line.startsWith(OWN_WORDS))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(OWN_WORDS.length()))
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }

    private RunningStack startDetached(StateFolder state, Progress progress) throws IOException, InterruptedException {
        Path log = state.log("stack");
        progress.say("starting the stack in the background; its log is " + log);
        List<String> command = new ArrayList<>();
        if (new java.io.File("/usr/bin/setsid").canExecute()) {
            // a session of its own, so that Ctrl-C here does not stop the stack
            command.add("/usr/bin/setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
        command.addAll(List.of("--port", Integer.toString(options.ports().gateway())));
        command.addAll(List.of("--state", state.root().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_PATIENCE_SECONDS);
        int shown = 0;
        while (System.nanoTime() < deadline) {
            List<String> lines = java.nio.file.Files.exists(log) ? java.nio.file.Files.readAllLines(log) : List.of();
            lines.subList(Math.min(shown, lines.size()), lines.size()).forEach(line -> progress.print("  " + line));
            shown = lines.size();
            Optional<RunningStack> found = RunningStack.find(state);
            if (found.isPresent()) {
                return found.get();
            }
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new StackException("the stack ended while starting: " + lastWords(log) + "; its log is " + log);
            }
        }
        throw new StackException("the stack is not ready after " + START_PATIENCE_SECONDS + " s; its log is " + log);
    }
}
