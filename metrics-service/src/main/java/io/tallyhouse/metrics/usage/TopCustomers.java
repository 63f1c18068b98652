package io.tallyhouse.metrics.usage;

import io.tallyhouse.kernel.aggregation.PeriodUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best of many places, as they come: the one with the greatest value first, of equal ones by name. */
public final class TopCustomers {
    private static final Comparator<Place> ORDER = Comparator.comparing(
                    (Place place) -> place.usage().value().orElse(BigDecimal.ZERO))
            .reversed()
            .thenComparing(Place::customer);

    /** The last of those kept comes out first. */
    private final PriorityQueue<Place> kept = new PriorityQueue<>(ORDER.reversed());

    private final int limit;

    /** @param limit places at most */
    TopCustomers(int limit) {
        this.limit = limit;
    }

    /**
     * A customer and what was counted for it.
     *
     * @param customer its id, or the subject where that is nobody's
     * @param mapped false where the subject is nobody's
     */
    public record Place(String customer, boolean mapped, PeriodUsage usage) {}

    /** Whoever has nothing to show gets no place. */
    void add(Place place) {
        if (place.usage().value().isEmpty() || !UsageReport.saysSomething(place.usage())) {
            return;
        }
        kept.add(place);
        if (kept.size() > limit) {
            kept.poll();
        }
    }

    public List<Place> places() {
        List<Place> places = new ArrayList<>(kept);
        places.sort(ORDER);
        return Collections.unmodifiableList(places);
    }
}
