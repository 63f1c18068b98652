package io.tallyhouse.ingest.generation;

import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.topic.LogGeneration;
import io.tallyhouse.contracts.usage.UsageRecord;
import io.tallyhouse.contracts.usage.UsageRecord.MetricStart;
import io.tallyhouse.contracts.usage.UsageRecord.ReplayEnd;
import io.tallyhouse.ingest.archive.FiledRecords;
import io.tallyhouse.ingest.archive.FiledRecords.Filed;
import io.tallyhouse.ingest.archive.FiledRecords.Stretch;
import io.tallyhouse.ingest.archive.NextArchive;
import io.tallyhouse.ingest.archive.NextArchive.Refiled;
import io.tallyhouse.ingest.control.StartedMetrics;
import io.tallyhouse.ingest.generation.FillOutcome.Filled;
import io.tallyhouse.ingest.generation.FillOutcome.Refused;
import io.tallyhouse.ingest.generation.NextLog.Dated;
import io.tallyhouse.ingest.generation.NextLog.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Appends all that the archive has to the next generation's log, as it was appended the first time and with the same
 * times, behind the starts of all metric versions; and files it at its new places.
 */
@ApplicationScoped
public class FillGeneration {
    private static final long BEFORE_ALL = -1;

    private final FiledRecords filed;
    private final NextArchive nextArchive;
    private final NextLog nextLog;
    private final StartedMetrics metrics;
    private final RecallFormer former;
    private final InstantSource wall;

    public FillGeneration(
            FiledRecords filed,
            NextArchive nextArchive,
            NextLog nextLog,
            StartedMetrics metrics,
            RecallFormer former,
            InstantSource wall) {
        this.filed = filed;
        this.nextArchive = nextArchive;
        this.nextLog = nextLog;
        this.metrics = metrics;
        this.former = former;
        this.wall = wall;
    }

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {
        void appended(long records, long total);
    }

    /** The archive must have all of the log in force, to which nothing may be appended meanwhile. Blocks. */
    public FillOutcome execute(LogGeneration generation, Progress progress) {
        NextLog.Topic topic = nextLog.topic(generation);
        if (!topic.isEmpty()) {
            return new Refused("topic " + generation.usageEvents() + " is not empty; it must be made anew");
        }
        filed.open();
        nextArchive.begin(generation);
        List<Stretch> stretches = filed.stretches();
        nextLog.begin(generation, starts(), first(stretches));
        long total = filed.count();
        long appended = 0;
        for (Stretch stretch : stretches) {
            long through = BEFORE_ALL;
            List<Filed> page = filed.after(stretch, through);
            while (!page.isEmpty()) {
                append(generation, page);
                appended += page.size();
                progress.appended(appended, total);
                through = page.get(page.size() - 1).offset();
                page = filed.after(stretch, through);
            }
        }
        if (appended != total) {
            return new Refused("the archive has " + total + " records, but its days tell of " + appended);
        }
        nextArchive.finish(generation, topic.id(), nextLog.topic(generation).ends());
        return new Filled(appended, topic.ends().size());
    }

    /** Every version counts from the first record on: there is no past before it. */
    private List<UsageRecord> starts() {
        List<UsageRecord> controls = new ArrayList<>();
        for (MetricDefinition definition : metrics.all()) {
            controls.add(new MetricStart(definition));
            controls.add(new ReplayEnd(definition.tenant(), definition.id(), definition.version()));
        }
        return controls;
    }

    /** Not later than any record, for the meter forgets by the time of its log. */
    private Instant first(List<Stretch> stretches) {
        Optional<LocalDate> firstDay =
                stretches.stream().flatMap(stretch -> stretch.days().stream()).min(LocalDate::compareTo);
        return firstDay.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).orElseGet(wall::instant);
    }

    private void append(LogGeneration generation, List<Filed> page) {
        List<UsageRecord> records = former.with(page);
        List<Dated> dated = new ArrayList<>(page.size());
        for (int at = 0; at < page.size(); at++) {
            dated.add(new Dated(records.get(at), page.get(at).appendedAt()));
        }
        List<Place> places = nextLog.append(generation, dated);
        List<Refiled> refiled = new ArrayList<>(page.size());
        for (int at = 0; at < page.size(); at++) {
            Place place = places.get(at);
            refiled.add(new Refiled(
                    records.get(at),
                    place.partition(),
                    place.offset(),
                    page.get(at).appendedAt()));
        }
        nextArchive.file(refiled);
    }
}
