package io.tallyhouse.stack;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind {@code ./tallyhouse}. */
@Command(
        name = "tallyhouse",
        description = "Usage events in, correct invoices out: all of Tallyhouse on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            DoctorCommand.class,
            ImportCommand.class,
            RebuildCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StackException) {
                command.getErr().println("tallyhouse: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(commands.execute(arguments));
    }
}
