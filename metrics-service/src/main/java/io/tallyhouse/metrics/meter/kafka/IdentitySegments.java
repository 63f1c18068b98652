package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.metrics.meter.IdentityKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a partition's identities, from the oldest to the newest. Of a day that goes on, a file's rows are written
 * again only together with as many newer ones: a standby and a restoration write a file for every checkpoint, and each
 * row is then written some times its logarithm, not once for each checkpoint. A day that ended is one file.
 */
final class IdentitySegments {
    private static final int OF_A_DAY_MAX = 8;

    private final Path folder;
    private final List<IdentitySegment> segments = new ArrayList<>();
    private long nextNumber;

    private IdentitySegments(Path folder) {
        this.folder = folder;
    }

    /** A file that is not whole is one that a kill left; then Kafka will say so and delete them all. */
    static IdentitySegments in(Path folder) throws IOException {
        Files.createDirectories(folder);
        IdentitySegments found = new IdentitySegments(folder);
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : listed.filter(IdentitySegment::isNamedAsOne).toList()) {
                IdentitySegment.open(file).ifPresent(found.segments::add);
            }
        }
        found.segments.sort(Comparator.comparingLong(IdentitySegment::day).thenComparingLong(IdentitySegment::number));
        found.nextNumber = found.segments.stream()
                .mapToLong(segment -> segment.number() + 1)
                .max()
                .orElse(0);
        return found;
    }

    Optional<Long> lastDay() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.get(segments.size() - 1).day());
    }

    /** The newest value of the key, which may be without bytes; empty if the key is in no file. */
    Optional<byte[]> find(IdentityKey key) {
        for (int index = segments.size() - 1; index >= 0; index--) {
            Optional<byte[]> found = segments.get(index).find(key);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Rows that are newer than those of all files of the day. */
    void add(long day, IdentityRows rows, long count) {
        segments.add(write(day, List.of(rows), count));
        List<IdentitySegment> ofDay = ofDay(day);
        if (ofDay.size() >= OF_A_DAY_MAX) {
            merge(day, ofDay.subList(firstToMerge(ofDay), ofDay.size()));
        }
    }

    /** The oldest that has no more rows than all newer ones together. */
    private static int firstToMerge(List<IdentitySegment> ofDay) {
        int first = ofDay.size() - 1;
        long newer = ofDay.get(first).rowCount();
        for (int index = first - 1; index >= 0; index--) {
            long rows = ofDay.get(index).rowCount();
            if (rows <= newer) {
                first = index;
            }
            newer += rows;
        }
        return first;
    }

    /** Makes one file of the day, which has ended. */
    void end(long day) {
        merge(day, ofDay(day));
    }

    void forgetBefore(long day) {
        segments.removeIf(segment -> {
            boolean isForgotten = segment.day() < day;
            if (isForgotten) {
                segment.delete();
            }
            return isForgotten;
        });
    }

    private List<IdentitySegment> ofDay(long day) {
        return segments.stream().filter(segment -> segment.day() == day).toList();
    }

    /** The newest files of the newest day become one. It is on disk before they go: a checkpoint may rely on them. */
    private void merge(long day, List<IdentitySegment> newest) {
        if (newest.size() < 2) {
            return;
        }
        IdentitySegment merged = write(
                day,
                newest.stream().map(IdentitySegment::rows).toList(),
                newest.stream().mapToLong(IdentitySegment::rowCount).sum());
        force(merged);
        segments.removeAll(newest);
        segments.add(merged);
        newest.forEach(IdentitySegment::delete);
    }

    /** One file out of several sources, of which the later ones are newer. */
    private IdentitySegment write(long day, List<IdentityRows> sources, long rowsMax) {
        try (SegmentWriter out = new SegmentWriter(IdentitySegment.path(folder, day, nextNumber++), rowsMax)) {
            MergedRows rows = new MergedRows(sources);
            while (rows.next()) {
                out.add(rows.current());
            }
            return out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("identities cannot be written to " + folder, e);
        }
    }

    /** Makes sure that a stop of the machine takes none away. */
    void force() {
        segments.forEach(this::force);
    }

    private void force(IdentitySegment segment) {
        try {
            segment.force();
        } catch (IOException e) {
            throw new UncheckedIOException("identities cannot be kept in " + folder, e);
        }
    }

    void close() {
        segments.forEach(IdentitySegment::close);
        segments.clear();
    }
}
