package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.usage.DailyTotals;
import io.tallyhouse.billing.usage.MeteredUsage;
import io.tallyhouse.billing.usage.Usage;
import io.tallyhouse.billing.usage.UsageQuestion;
import io.tallyhouse.kernel.aggregation.Fingerprint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Usage out of a list of days.
 *
 * @param sums what was used on each day
 * @param totals of seats that were reported on each day, in order
 */
public record ListedUsage(Map<LocalDate, BigDecimal> sums, Map<LocalDate, List<BigDecimal>> totals) implements Usage {
    @Override
    public Uni<MeteredUsage> of(UsageQuestion question) {
        BigDecimal sum = BigDecimal.ZERO;
        long events = 0;
        for (LocalDate day : days(question)) {
            if (sums.containsKey(day)) {
                sum = sum.add(sums.get(day));
                events++;
            }
        }
        return Uni.createFrom().item(new MeteredUsage(Optional.of(sum), events, Fingerprint.ZERO, List.of(), 0));
    }

    @Override
    public Uni<DailyTotals> totals(UsageQuestion question) {
        List<LocalDate> days = days(question);
        List<BigDecimal> highest = new ArrayList<>();
        BigDecimal level = before(days.get(0));
        BigDecimal opening = level;
        for (LocalDate day : days) {
            List<BigDecimal> reported = totals.getOrDefault(day, List.of());
            highest.add(reported.stream().max(BigDecimal::compareTo).orElse(level));
            level = reported.isEmpty() ? level : reported.get(reported.size() - 1);
        }
        return Uni.createFrom().item(new DailyTotals(opening, highest, 1, Fingerprint.ZERO));
    }

    private BigDecimal before(LocalDate day) {
        Map.Entry<LocalDate, List<BigDecimal>> last = new TreeMap<>(totals).lowerEntry(day);
        return last == null
                ? BigDecimal.ZERO
                : last.getValue().get(last.getValue().size() - 1);
    }

    private static List<LocalDate> days(UsageQuestion question) {
        return LocalDate.ofInstant(question.period().from(), question.zone())
                .datesUntil(LocalDate.ofInstant(question.period().to(), question.zone()))
                .toList();
    }
}
