package io.tallyhouse.billing.credit;

import io.tallyhouse.billing.credit.CreditTransaction.Moment;
import io.tallyhouse.billing.credit.GrantTerms.Series;
import io.tallyhouse.kernel.id.GrantId;
import io.tallyhouse.kernel.id.RunId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A customer's grants while one document after the other uses them up. Not for several threads. */
public final class GrantBook {
    private static final int RENEWALS_MAX = 2_000;

    private final Map<GrantId, GrantChange> changes = new LinkedHashMap<>();

    public GrantBook(Collection<CreditGrant> grants) {
        grants.forEach(grant -> changes.put(grant.terms().id(), GrantChange.of(grant)));
    }

    /** Whether the document has to wait until what is due of these grants is done. */
    public boolean keepsWaiting(Bill bill, Instant now) {
        return grants().stream().anyMatch(grant -> grant.keepsWaiting(bill.invoiceDate(), now));
    }

    /** Takes from the grants what the document uses of them. */
    public Burned burn(Bill bill, RunId run, int revision, Instant at) {
        Burned burned = BurnDown.of(bill, grants());
        burned.draws()
                .forEach(draw -> changes.computeIfPresent(
                        draw.grant(),
                        (id, change) ->
                                change.burned(draw.amount(), run, revision, new Moment(bill.invoiceDate(), at))));
        return burned;
    }

    /** Lets time pass, as it will have when the invoice of that day is cut: nothing of that is meant to be saved. */
    public void foresee(LocalDate invoiceDate) {
        for (int step = 0; step < RENEWALS_MAX; step++) {
            Optional<CreditGrant> due = grants().stream()
                    .filter(grant -> isOver(grant, invoiceDate))
                    .min((one, other) ->
                            one.dueAt().orElseThrow().compareTo(other.dueAt().orElseThrow()));
            if (due.isEmpty()) {
                return;
            }
            pass(due.get());
        }
    }

    private static boolean isOver(CreditGrant grant, LocalDate day) {
        return grant.dueAt()
                .filter(at -> !at.isAfter(grant.terms().startOf(day)))
                .isPresent();
    }

    private void pass(CreditGrant grant) {
        Optional<CreditGrant> next = grant.terms()
                .series()
                .flatMap(Series::next)
                .map(series -> GrantIds.occurrence(grant.terms().tenant(), series.first(), series.occurrence()))
                .flatMap(id -> Optional.ofNullable(changes.get(id)))
                .map(GrantChange::grant);
        GrantLife.until(grant.dueAt().orElseThrow(), new GrantLife.Held(grant, next, false))
                .forEach(change -> changes.put(change.grant().terms().id(), GrantChange.of(change.grant())));
    }

    /** Those that something happened to. */
    public List<GrantChange> changed() {
        return changes.values().stream()
                .filter(change -> !change.entries().isEmpty())
                .toList();
    }

    private List<CreditGrant> grants() {
        return changes.values().stream().map(GrantChange::grant).toList();
    }
}
