package io.tallyhouse.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rebuild}: a new generation of the log from the archive. Exits 1 if the one before stays in force. */
@Command(
        name = "rebuild",
        description = "count all again from the archive, with another number of partitions or after the log was lost")
final class RebuildCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Option(
            names = "--partitions",
            required = true,
            description = "of the new log, from 1 to " + Rebuild.PARTITIONS_MAX)
    private int partitions;

    @Option(
            names = "--accept-loss",
            description = "put it into force though some of what was counted before cannot be counted again")
    private boolean acceptLoss;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.out);
        Rebuild.Wanted wanted = new Rebuild.Wanted(partitions, acceptLoss);
        StackSettings settings = options.settings();
        RunningStack.find(options.stateFolder()).ifPresent(running -> DownCommand.stop(running, progress));
        return new Rebuild(settings, progress).execute(wanted) ? 0 : 1;
    }
}
