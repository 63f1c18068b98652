package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.PhaseEdits;
import io.tallyhouse.contracts.billing.ScheduleRecord.PendingPhase;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.kernel.id.PriceId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts other prices in the place of some, from a day on: an upgrade or a downgrade.
 *
 * @param replace new prices by old ones
 * @param on the first day of the new prices; if it is left out, today for an upgrade, and for a downgrade the day after the
 *     longest running period of the old prices
 * @param later whether phases that begin after that day change too
 */
public record ChangePrices(Kind kind, Map<PriceId, PriceId> replace, Optional<LocalDate> on, boolean later)
        implements ScheduleOperation {
    /** When it takes effect if nobody says. */
    public enum Kind {
        UPGRADE,
        DOWNGRADE
    }

    public ChangePrices {
        replace = Collections.unmodifiableMap(new LinkedHashMap<>(replace));
    }

    @Override
    public Map<String, PriceId> prices() {
        Map<String, PriceId> prices = new LinkedHashMap<>();
        replace.forEach((old, change) -> prices.put("/replace/" + old, change));
        return prices;
    }

    @Override
    public Change apply(Standing standing) {
        Optional<Change> refusal = standing.overOrCancelled();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        LocalDate today = Standing.later(standing.today(), standing.record().startDate());
        // whose period runs can be asked only of prices that are billed
        Optional<Change> unknown =
                on.isPresent() ? Optional.empty() : standing.phaseOn(today).flatMap(phase -> unfit(phase, today));
        if (unknown.isPresent()) {
            return unknown.get();
        }
        LocalDate day = on.orElseGet(() -> kind == Kind.UPGRADE ? today : afterPeriod(standing, today));
        return standing.billed(day, "/on")
                .orElseGet(() -> standing.phaseOn(day)
                        .map(phase -> unfit(phase, day).orElseGet(() -> changed(standing, phase, day)))
                        .orElseGet(() -> ScheduleOperation.invalid(
                                "/on", "'" + day + "' is after the schedule's end; choose an earlier day")));
    }

    private LocalDate afterPeriod(Standing standing, LocalDate today) {
        return standing.longestPeriod(List.copyOf(replace.keySet()), today)
                .map(period -> period.end().plusDays(1))
                .orElse(today);
    }

    private Optional<Change> unfit(PhaseRecord phase, LocalDate day) {
        for (Map.Entry<PriceId, PriceId> change : replace.entrySet()) {
            String pointer = "/replace/" + change.getKey();
            if (!phase.priceIds().contains(change.getKey())) {
                return Optional.of(ScheduleOperation.invalid(
                        pointer,
                        "'" + change.getKey() + "' is not billed on " + day + "; billed then are " + phase.priceIds()));
            }
            if (phase.priceIds().contains(change.getValue())) {
                return Optional.of(ScheduleOperation.invalid(
                        pointer,
                        "'" + change.getValue() + "' is billed on " + day + " already; name a price that is not"));
            }
        }
        return Optional.empty();
    }

    private Change changed(Standing standing, PhaseRecord changing, LocalDate day) {
        List<PhaseRecord> phases = new ArrayList<>();
        for (PhaseRecord phase : standing.record().phases()) {
            if (phase.equals(changing) && phase.startDate().isBefore(day)) {
                PhaseSplit split = PhaseSplit.of(phase, day, standing);
                phases.add(split.before());
                phases.add(repriced(split.after()));
            } else if (phase.equals(changing) || later && phase.startDate().isAfter(day)) {
                phases.add(repriced(phase));
            } else {
                phases.add(phase);
            }
        }
        List<PendingPhase> pending = standing.record().pendingPhases().stream()
                .map(phase -> later ? new PendingPhase(phase.months(), repriced(phase.terms())) : phase)
                .toList();
        return new Change.Made(standing.course().withPhases(phases, pending));
    }

    /** A later phase that has the new price already keeps both. */
    private PhaseRecord repriced(PhaseRecord phase) {
        return PhaseEdits.repriced(phase, id -> {
            PriceId change = replace.getOrDefault(id, id);
            return phase.priceIds().contains(change) ? id : change;
        });
    }
}
