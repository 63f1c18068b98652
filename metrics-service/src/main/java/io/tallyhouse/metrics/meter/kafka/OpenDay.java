package io.tallyhouse.metrics.meter.kafka;

import io.tallyhouse.contracts.metric.GroupKey;
import io.tallyhouse.contracts.window.SlotTable;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import io.tallyhouse.kernel.aggregation.Slot;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.metrics.meter.Contribution;
import io.tallyhouse.metrics.meter.StartedMetric;
import io.tallyhouse.metrics.meter.SubjectDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windows of a subject's day that are on the heap, and what is known of its groups. */
final class OpenDay implements SubjectDay {
    private static final int SEARCHED_ONE_BY_ONE = 12;

    private final OpenDays days;
    private final Name name;
    private final List<OpenWindow> windows = new ArrayList<>(SEARCHED_ONE_BY_ONE);
    /** Whose the first windows are: most can be told apart without a look at them. */
    private final int[] metrics = new int[SEARCHED_ONE_BY_ONE];

    private final Map<Series, OpenWindow> many = new HashMap<>();
    private final Map<Integer, OpenGroups> groups = new HashMap<>(4);

    /** Whose day it is. */
    record Name(TenantId tenant, String subject, long epochDay) {}

    private record Series(int metric, GroupKey group, String member) {
        static Series of(Contribution contribution) {
            return new Series(contribution.metric(), contribution.group(), contribution.member());
        }
    }

    OpenDay(OpenDays days, Name name) {
        this.days = days;
        this.name = name;
    }

    Name name() {
        return name;
    }

    List<OpenWindow> windows() {
        return windows;
    }

    @Override
    public Slot slot(StartedMetric metric, Contribution contribution, int index) {
        return window(metric, contribution).slots().slot(index);
    }

    @Override
    public void save(StartedMetric metric, Contribution contribution, int index, Slot slot) {
        OpenWindow window = window(metric, contribution);
        window.slots().put(index, slot);
        days.changed(window);
    }

    @Override
    public void addTotal(StartedMetric metric, Contribution contribution, int index, Fingerprint digest) {
        OpenWindow window = window(metric, contribution);
        window.slots().addTotal(index, digest, contribution.number());
        days.changed(window);
    }

    private OpenWindow window(StartedMetric metric, Contribution contribution) {
        OpenWindow known = known(contribution.metric(), contribution.group(), contribution.member());
        if (known != null) {
            return known;
        }
        byte[] key = StoreCodec.windowKey(metric.definition(), name, contribution);
        SlotTable slots = days.slots(metric, key);
        OpenWindow opened = new OpenWindow(contribution, key, slots);
        if (windows.size() < SEARCHED_ONE_BY_ONE) {
            metrics[windows.size()] = contribution.metric();
        } else {
            many.put(Series.of(contribution), opened);
        }
        windows.add(opened);
        return opened;
    }

    private @Nullable OpenWindow known(int metric, GroupKey group, String member) {
        int first = Math.min(windows.size(), SEARCHED_ONE_BY_ONE);
        for (int at = 0; at < first; at++) {
            if (metrics[at] == metric && windows.get(at).takes(group, member)) {
                return windows.get(at);
            }
        }
        return many.isEmpty() ? null : many.get(new Series(metric, group, member));
    }

    /** A group that has a window has been added before. */
    @Override
    public boolean hasGroup(StartedMetric metric, GroupKey group) {
        return known(metric.number(), group, "") != null
                || groups(metric.number()).has(group);
    }

    @Override
    public int groups(StartedMetric metric) {
        return groups(metric.number()).count();
    }

    @Override
    public void addGroup(StartedMetric metric, GroupKey group) {
        OpenGroups changed = groups(metric.number());
        if (changed.add(group)) {
            days.changed(changed);
        }
    }

    private OpenGroups groups(int metric) {
        OpenGroups known = groups.get(metric);
        if (known == null) {
            known = days.groups(metric, name);
            groups.put(metric, known);
        }
        return known;
    }
}
