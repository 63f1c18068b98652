package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a schedule refers to, as far as it could be read: so that unknown references are told together with other faults.
 *
 * @param prices by JSON pointer, as {@code /phases/0/priceIds/1}
 * @param phases whose terms must fit their prices, by JSON pointer
 * @param pinned terms whose prices are not looked up, for they stay as they are
 */
public record ScheduleReferences(
        Optional<CustomerId> customerId,
        Optional<CurrencyCode> currency,
        Map<String, PriceId> prices,
        Map<String, PhaseRecord> phases,
        Optional<PinnedTerms> pinned) {
    public ScheduleReferences {
        prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
        phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    }

    static ScheduleReferences of(ScheduleRecord schedule) {
        List<PhaseRecord> terms = new ArrayList<>(schedule.phases());
        schedule.pendingPhases().stream().map(PendingPhase::terms).forEach(terms::add);
        Map<String, PhaseRecord> phases = byPointer(terms);
        return new ScheduleReferences(
                Optional.of(schedule.customerId()),
                Optional.of(schedule.currency()),
                pricesOf(phases),
                phases,
                Optional.empty());
    }

    /** As {@code /phases/0}. */
    public static Map<String, PhaseRecord> byPointer(List<PhaseRecord> terms) {
        Map<String, PhaseRecord> phases = new LinkedHashMap<>();
        for (int index = 0; index < terms.size(); index++) {
            phases.put("/phases/" + index, terms.get(index));
        }
        return phases;
    }

    /** Each phase's prices by pointers below its own. */
    public static Map<String, PriceId> pricesOf(Map<String, PhaseRecord> phases) {
        Map<String, PriceId> prices = new LinkedHashMap<>();
        phases.forEach((pointer, phase) -> {
            for (int index = 0; index < phase.priceIds().size(); index++) {
                prices.put(pointer + "/priceIds/" + index, phase.priceIds().get(index));
            }
        });
        return prices;
    }

    public static String pricePointer(int phase, int index) {
        return "/phases/" + phase + "/priceIds/" + index;
    }
}
