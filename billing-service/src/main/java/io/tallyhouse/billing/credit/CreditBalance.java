package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditGrant.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What credit of one unit a customer has.
 *
 * @param usable now
 * @param upcoming of grants whose first usable day is to come
 * @param grants how many of them are usable now
 */
public record CreditBalance(CreditUnit unit, BigDecimal usable, BigDecimal upcoming, int grants) {
    /** Units of metrics first, as documents use them; each once. */
    public static List<CreditBalance> of(List<CreditGrant> grants, Instant now) {
        Map<CreditUnit, List<CreditGrant>> byUnit = grants.stream()
                .filter(grant -> grant.stateAt(now) == State.ACTIVE || grant.stateAt(now) == State.UPCOMING)
                .sorted(Comparator.comparing((CreditGrant grant) ->
                                grant.terms().unit().currency().isPresent())
                        .thenComparing(grant -> grant.terms().unit().toString()))
                .collect(Collectors.groupingBy(grant -> grant.terms().unit(), LinkedHashMap::new, Collectors.toList()));
        return byUnit.entrySet().stream()
                .map(entry -> new CreditBalance(
                        entry.getKey(),
                        sum(entry.getValue(), State.ACTIVE, now),
                        sum(entry.getValue(), State.UPCOMING, now),
                        (int) entry.getValue().stream()
                                .filter(grant -> grant.stateAt(now) == State.ACTIVE)
                                .count()))
                .toList();
    }

    private static BigDecimal sum(List<CreditGrant> grants, State state, Instant now) {
        return grants.stream()
                .filter(grant -> grant.stateAt(now) == state)
                .map(CreditGrant::balance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
