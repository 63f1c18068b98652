package io.tallyhouse.stack;

import io.tallyhouse.stack.importing.FileFormat;
import io.tallyhouse.stack.importing.FileImport;
import io.tallyhouse.stack.importing.ImportOrder;
import io.tallyhouse.stack.importing.ImportProgress;
import io.tallyhouse.stack.importing.ImportResult;
import io.tallyhouse.stack.importing.ImportTotals;
import io.tallyhouse.stack.importing.Reading;
import io.tallyhouse.stack.importing.ServerAccess;
import java.io.Console;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: sends the usage in a file. Exits 0 if every record is an accepted event, else 1. */
@Command(
        name = "import",
        description = "send usage from a CSV or NDJSON file; start it again and it goes on where it stood",
        footer = {
            "",
            "Mapping: --map ATTRIBUTE=COLUMN   from a column; 'usage.tokens' is tokens within usage",
            "         --map ATTRIBUTE==TEXT    the same text in each event",
            "         --map id=@line           an id of the file's content and the line",
            "         --map 'data.*'           columns that nothing else names",
            "ATTRIBUTE is id, type, subject, source, time, revision, data.NAME or data.NAME:number."
        })
final class ImportCommand implements Callable<Integer> {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int BATCH_MAX = 1_000;
    private static final int CONNECTIONS_MAX = 64;

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(paramLabel = "FILE", description = "*.csv, *.ndjson or *.jsonl, also with .gz behind")
    private Path file = Path.of("");

    @Option(names = "--map", paramLabel = "ATTRIBUTE=COLUMN", description = "what a column becomes; see below")
    private List<String> map = new ArrayList<>();

    @Option(names = "--format", paramLabel = "csv|ndjson", description = "default: by the file's suffix")
    private Optional<FileFormat> format = Optional.empty();

    @Option(names = "--separator", description = "between the cells of CSV (default: ${DEFAULT-VALUE})")
    private char separator = ',';

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description = "epoch, epoch-millis or as 'yyyy-MM-dd HH:mm:ss' (default: RFC 3339)")
    private String timeFormat = "";

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "of times in --time-format that name none (default: ${DEFAULT-VALUE})")
    private String timeZone = "UTC";

    @Option(names = "--url", description = "of the gateway (default: the stack that runs here)")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--key",
            description = "access key (default: TALLYHOUSE_ACCESS_KEY, or that of the stack's default tenant)",
            defaultValue = "${env:TALLYHOUSE_ACCESS_KEY:-}")
    private String key = "";

    @Option(names = "--batch", description = "events of a request (default: ${DEFAULT-VALUE})")
    private int batch = BATCH_MAX;

    @Option(names = "--connections", description = "requests at the same time (default: ${DEFAULT-VALUE})")
    private int connections = 4;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "give up when nothing was taken for so long (default: ${DEFAULT-VALUE})")
    private int patience = 300;

    @Option(names = "--errors", paramLabel = "FILE", description = "where refused lines are written")
    private Optional<Path> errors = Optional.empty();

    @Option(names = "--restart", description = "begin again at the first line; what is repeated counts once")
    private boolean restart;

    @Override
    public Integer call() {
        requireRange("--batch", batch, BATCH_MAX);
        requireRange("--connections", connections, CONNECTIONS_MAX);
        requireRange("--patience", patience, Integer.MAX_VALUE);
        if (separator > 0x7F || separator == '"' || Character.isISOControl(separator) && separator != '\t') {
            throw new StackException("--separator must be a plain character, as ; or a tab");
        }
        Progress progress = Progress.to(System.out);
        boolean terminal = isTerminal();
        ImportProgress shown = terminal ? ImportProgress.bar(System.out) : ImportProgress.lines(progress::say);
        long startedNanos = System.nanoTime();
        ImportResult result = new FileImport(
                        options.stateFolder().folder("imports"),
                        server(),
                        shown,
                        words -> progress.print((terminal ? "\r\u001B[K" : "") + words))
                .run(new ImportOrder(
                        file,
                        new Reading(format, map, separator, timeFormat, timeZone),
                        batch,
                        connections,
                        errors,
                        restart));
        long seconds = Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
        progress.print(summary(result, seconds));
        return result.totals().refused() == 0 ? 0 : 1;
    }

    private static void requireRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new StackException(option + " " + value + " must be from 1 to " + max);
        }
    }

    private ServerAccess server() {
        URI gateway = url.orElseGet(() -> RunningStack.find(options.stateFolder())
                .map(RunningStack::gateway)
                .orElseGet(
                        () -> URI.create("http://localhost:" + options.ports().gateway())));
        if (gateway.getHost() == null || !Set.of("http", "https").contains(gateway.getScheme())) {
            throw new StackException("--url " + gateway + " must be as http://localhost:8080");
        }
        return new ServerAccess(gateway, accessKey(gateway), Duration.ofSeconds(patience));
    }

    /** The local stack's key is for this machine only: it is not sent to strangers. */
    private String accessKey(URI gateway) {
        if (!key.isBlank()) {
            return key;
        }
        return options.stateFolder()
                .read(DefaultTenant.KEY_FILE)
                .filter(local -> THIS_MACHINE.contains(gateway.getHost()))
                .orElseThrow(() -> new StackException("no access key for " + gateway
                        + "; set TALLYHOUSE_ACCESS_KEY or --key, or start the stack with ./tallyhouse up"));
    }

    /** From Java 22 on there is a console where there is no terminal, too; it says itself whether it is one. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private String summary(ImportResult result, long seconds) {
        ImportTotals totals = result.totals();
        StringBuilder text = new StringBuilder(
                result.doneBefore()
                        ? file + " has been imported before; --restart sends it again\n"
                        : file + " is imported, in %d:%02d\n".formatted(seconds / 60, seconds % 60));
        line(text, "records", totals.records());
        line(text, "sent", totals.sent());
        line(text, "accepted", totals.accepted());
        if (totals.quarantined() > 0) {
            line(text, "quarantined", totals.quarantined());
        }
        line(text, "repeated within request", totals.repeated());
        line(text, "refused", totals.refused());
        if (totals.refused() > 0) {
            text.append("  refused lines and reasons: ").append(result.errors()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "  %-24s %,14d%n", name, count));
    }
}
