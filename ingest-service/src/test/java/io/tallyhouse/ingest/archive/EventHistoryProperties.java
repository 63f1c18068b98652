package io.tallyhouse.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.usage.Rfc3339;
import io.tallyhouse.ingest.archive.EventVersion.State;
import io.tallyhouse.ingest.archive.LoggedRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The history of an identity beside a slow second reading of the rules, on generated logs. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventHistoryProperties {
    private static final int LOGS_PER_SEED = 200;

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_standing_version_is_what_the_rules_say(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < LOGS_PER_SEED; run++) {
            // Given
            List<LoggedRecord> log = log(random);

            // When
            EventHistory history = EventHistory.of(EventHistoryTest.IDENTITY, log);

            // Then
            Standing expected = standing(log);
            assertThat(history.isVoid()).as("%s", log).isEqualTo(expected.isVoid);
            assertThat(history.standing().map(version -> version.first().offset()))
                    .as("%s", log)
                    .isEqualTo(expected.offset);
            assertThat(history.standing().map(EventVersion::time)).as("%s", log).isEqualTo(expected.time);
            assertThat(history.revision()).as("%s", log).isEqualTo(expected.revision);
            assertThat(history.standing().map(EventVersion::state))
                    .isEqualTo(expected.offset.map(any -> expected.isVoid ? State.VOID : State.COUNTED));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_event_record_is_a_version_or_a_duplicate(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < LOGS_PER_SEED; run++) {
            // Given no quarantine, from which a release removes records
            List<LoggedRecord> log = log(random).stream()
                    .filter(record -> record.kind() != Kind.QUARANTINED)
                    .toList();

            // When
            EventHistory history = EventHistory.of(EventHistoryTest.IDENTITY, log);

            // Then
            long events =
                    log.stream().filter(record -> record.kind() == Kind.EVENT).count();
            assertThat(history.versions().stream()
                            .mapToLong(version -> 1 + version.duplicates())
                            .sum())
                    .as("%s", log)
                    .isEqualTo(events);
        }
    }

    private record Standing(Optional<Long> offset, Optional<String> time, Optional<Long> revision, boolean isVoid) {}

    /** Asks of each record anew which version stood before it. */
    private static Standing standing(List<LoggedRecord> log) {
        if (log.isEmpty()) {
            return new Standing(Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
        Standing before = standing(log.subList(0, log.size() - 1));
        LoggedRecord last = log.get(log.size() - 1);
        if (last.kind() == Kind.VOID || last.kind() == Kind.RESTORE) {
            return new Standing(before.offset, before.time, before.revision, last.kind() == Kind.VOID);
        }
        if (last.kind() == Kind.QUARANTINED) {
            return before;
        }
        EventContent sent = last.what();
        String time = sent.time().or(() -> before.time).orElse(Rfc3339.format(last.acceptedAt()));
        Optional<Long> revision = LongStream.concat(
                        before.revision.stream().mapToLong(Long::longValue),
                        sent.revision().stream().mapToLong(Long::longValue))
                .boxed()
                .max(Long::compare);
        boolean isSame = before.offset
                .map(offset -> at(log, offset))
                .filter(former -> former.data().equals(sent.data()))
                .filter(former -> before.time.equals(Optional.of(time)))
                .isPresent();
        if (isSame) {
            return new Standing(before.offset, before.time, revision, before.isVoid);
        }
        boolean isLower = sent.revision().isPresent()
                && before.revision.isPresent()
                && sent.revision().get() < before.revision.get();
        return isLower ? before : new Standing(Optional.of(last.offset()), Optional.of(time), revision, before.isVoid);
    }

    private static EventContent at(List<LoggedRecord> log, long offset) {
        return log.get(Math.toIntExact(offset)).what();
    }

    private static List<LoggedRecord> log(Random random) {
        List<LoggedRecord> log = new ArrayList<>();
        int length = 1 + random.nextInt(10);
        for (int offset = 0; offset < length; offset++) {
            Kind kind = Kind.values()[Math.min(3, Math.max(0, random.nextInt(8) - 4))];
            boolean withContent = kind == Kind.EVENT || kind == Kind.QUARANTINED;
            log.add(EventHistoryTest.record(
                    offset, kind, withContent ? Optional.of(content(random)) : Optional.empty()));
        }
        return log;
    }

    private static EventContent content(Random random) {
        Optional<String> time =
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of("2026-10-01T12:00:0" + random.nextInt(2) + "Z");
        Optional<Long> revision = random.nextBoolean() ? Optional.empty() : Optional.of((long) random.nextInt(3));
        return EventHistoryTest.content(random.nextInt(2), time, revision);
    }
}
