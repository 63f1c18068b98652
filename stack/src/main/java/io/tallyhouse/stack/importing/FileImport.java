package io.tallyhouse.stack.importing;

import io.tallyhouse.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Imports one file. How far it has come is written down after each segment; a run that was killed goes on there, and
 * what was under way is sent again, which counts once by the identities of the events.
 */
public final class FileImport {
    private static final int BATCHES_PER_LANE = 4;
    private static final int SEGMENTS_UNDER_WAY_MAX = 3;
    private static final int SENSE_RECORDS = 100;
    private static final int REFUSALS_TOLD_MAX = 5;

    private final Path folder;
    private final ServerAccess server;
    private final ImportProgress progress;
    private final Consumer<String> say;

    /**
     * @param folder where states are kept
     * @param say takes lines for people
     */
    public FileImport(Path folder, ServerAccess server, ImportProgress progress, Consumer<String> say) {
        this.folder = folder;
        this.server = server;
        this.progress = progress;
        this.say = say;
    }

    /** A segment whose events are on their way. */
    private record UnderWay(Segment segment, CompletableFuture<BatchOutcome> outcome) {}

    /**
     * Returns when the fate of each record is known.
     *
     * @throws StackException if it cannot go on; the message says what mends it, and the same order then goes on
     */
    public ImportResult run(ImportOrder order) {
        SourceFile file =
                SourceFile.at(order.file(), order.reading().format().orElseGet(() -> FileFormat.of(order.file())));
        FileLayout layout = FileLayout.of(file, order.reading());
        String name = name(file, order.reading());
        try (ImportJournal journal = ImportJournal.open(folder, name)) {
            Optional<ImportState> known = order.restart() ? Optional.empty() : journal.load();
            if (known.isPresent() && known.get().done()) {
                return new ImportResult(
                        known.get().totals(), Path.of(known.get().errorsFile()), true);
            }
            if (known.isEmpty()) {
                layout.requireSomeSense(file, SENSE_RECORDS);
                if (!layout.hasTime()) {
                    say.accept("no time is mapped: each event counts at the time at which it is accepted");
                }
            }
            Path errors = errorsPath(order, file, name);
            StateLog log = new StateLog(journal, start(known, file, layout, errors));
            log.begin();
            return new ImportResult(send(order, file, layout, log), errors, false);
        }
    }

    private ImportState start(Optional<ImportState> known, SourceFile file, FileLayout layout, Path errors) {
        if (known.isEmpty()) {
            return new ImportState(
                    file.path().toString(), layout.start(), ImportTotals.NONE, errors.toString(), 0, false);
        }
        ImportState state = known.get();
        say.accept("going on behind line " + state.position().lines());
        if (state.errorsFile().equals(errors.toString())) {
            return state;
        }
        if (state.totals().refused() > 0) {
            say.accept("records refused before stand in " + state.errorsFile());
        }
        return new ImportState(state.file(), state.position(), state.totals(), errors.toString(), 0, false);
    }

    private ImportTotals send(ImportOrder order, SourceFile file, FileLayout layout, StateLog log) {
        BatchSender sender = new BatchSender(server, layout::reason, progress::trouble);
        int segmentRecords = order.batch() * order.connections() * BATCHES_PER_LANE;
        try (Segments segments = new Segments(file, layout, log.position(), segmentRecords);
                Lanes lanes = new Lanes(order.connections(), order.batch(), sender, progress);
                ErrorsFile errors = log.openErrors();
                ImportProgress shown = progress) {
            shown.start(file.size(), file.bytesRead());
            Deque<UnderWay> underWay = new ArrayDeque<>();
            Optional<StackException> damage = Optional.empty();
            while (damage.isEmpty()) {
                try {
                    Optional<Segment> next = segments.next();
                    if (next.isEmpty()) {
                        break;
                    }
                    underWay.add(new UnderWay(next.get(), lanes.send(next.get())));
                } catch (StackException e) {
                    damage = Optional.of(e);
                }
                if (underWay.size() >= SEGMENTS_UNDER_WAY_MAX) {
                    settle(underWay.remove(), log, errors);
                }
            }
            while (!underWay.isEmpty()) {
                settle(underWay.remove(), log, errors);
            }
            if (damage.isPresent()) {
                throw damage.get();
            }
            return log.finish();
        } catch (IOException e) {
            throw SourceFile.unreadable(file.path(), e);
        }
    }

    private void settle(UnderWay sent, StateLog log, ErrorsFile errors) {
        BatchOutcome outcome;
        try {
            outcome = sent.outcome().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException known ? known : e;
        }
        Segment segment = sent.segment();
        List<Refusal> refusals = new ArrayList<>(segment.refusals());
        refusals.addAll(outcome.refusals());
        refusals.sort(Comparator.comparingLong(Refusal::line));
        tell(refusals, log.refused());
        ImportTotals totals = new ImportTotals(
                segment.events().size() + segment.refusals().size(),
                segment.events().size(),
                outcome.accepted(),
                outcome.quarantined(),
                outcome.repeated(),
                refusals.size());
        log.advance(segment.end(), totals, errors.append(refusals));
        progress.reached(segment.fileBytes());
    }

    /** The first few, for a person who looks on; all stand in the errors file. */
    private void tell(List<Refusal> refusals, long toldBefore) {
        refusals.stream()
                .limit(Math.max(0, REFUSALS_TOLD_MAX - toldBefore))
                .forEach(refusal -> say.accept(refusal.words()));
    }

    private Path errorsPath(ImportOrder order, SourceFile file, String name) {
        Path errors = order.errors()
                .orElseGet(() -> folder.resolve(name + ".errors.ndjson"))
                .toAbsolutePath();
        try {
            if (Files.exists(errors) && Files.isSameFile(errors, file.path())) {
                throw new StackException("--errors names the file that is imported; name another");
            }
        } catch (IOException e) {
            throw SourceFile.unreadable(errors, e);
        }
        return errors;
    }

    /** What is imported, how, and where to: a change of any of them is another import. */
    private String name(SourceFile file, Reading reading) {
        MessageDigest digest = SourceFile.sha256();
        String whole = String.join(
                "\n", file.fingerprint(), file.format() + " " + reading, server.url() + " " + server.accessKey());
        digest.update(whole.getBytes(StandardCharsets.UTF_8));
        return SourceFile.hex(digest);
    }

    /** The state as it is written down. */
    private static final class StateLog {
        private final ImportJournal journal;
        private ImportState state;

        StateLog(ImportJournal journal, ImportState state) {
            this.journal = journal;
            this.state = state;
        }

        Position position() {
            return state.position();
        }

        long refused() {
            return state.totals().refused();
        }

        ErrorsFile openErrors() {
            return ErrorsFile.open(Path.of(state.errorsFile()), state.errorsBytes());
        }

        /** Before anything is sent: whoever begins again and is killed must not find the end of the import before. */
        void begin() {
            journal.save(state);
        }

        void advance(Position to, ImportTotals settled, long errorsBytes) {
            state = new ImportState(
                    state.file(), to, state.totals().plus(settled), state.errorsFile(), errorsBytes, false);
            journal.save(state);
        }

        ImportTotals finish() {
            state = new ImportState(
                    state.file(), state.position(), state.totals(), state.errorsFile(), state.errorsBytes(), true);
            journal.save(state);
            return state.totals();
        }
    }
}
