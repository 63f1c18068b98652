package io.tallyhouse.billing.schedule;

import io.tallyhouse.contracts.billing.ScheduleRecord;
import io.tallyhouse.kernel.id.CustomerId;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a schedule refers to, as far as it could be read: so that unknown references are told together with other faults.
 *
 * @param prices by JSON pointer, as {@code /phases/0/priceIds/1}
 */
public record ScheduleReferences(
        Optional<CustomerId> customerId, Optional<CurrencyCode> currency, Map<String, PriceId> prices) {
    public ScheduleReferences {
        prices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(prices));
    }

    static ScheduleReferences of(ScheduleRecord schedule) {
        Map<String, PriceId> prices = new LinkedHashMap<>();
        for (int phase = 0; phase < schedule.phases().size(); phase++) {
            List<PriceId> ids = schedule.phases().get(phase).priceIds();
            for (int index = 0; index < ids.size(); index++) {
                prices.put(pricePointer(phase, index), ids.get(index));
            }
        }
        return new ScheduleReferences(Optional.of(schedule.customerId()), Optional.of(schedule.currency()), prices);
    }

    public static String pricePointer(int phase, int index) {
        return "/phases/" + phase + "/priceIds/" + index;
    }
}
