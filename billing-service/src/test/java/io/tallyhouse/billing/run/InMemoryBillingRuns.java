package io.tallyhouse.billing.run;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.billing.listing.Listed;
import io.tallyhouse.billing.run.BillingRun.Identity;
import io.tallyhouse.billing.run.BillingRun.State;
import io.tallyhouse.billing.run.BillingRun.Times;
import io.tallyhouse.billing.run.DueRuns.DueSchedule;
import io.tallyhouse.billing.schedule.NextRun;
import io.tallyhouse.billing.schedule.Schedule;
import io.tallyhouse.contracts.billing.InvoiceRequested;
import io.tallyhouse.kernel.id.RunId;
import io.tallyhouse.kernel.id.ScheduleId;
import io.tallyhouse.kernel.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The port without a database, one caller at a time; what it promises is in {@link BillingRunsContract}. */
final class InMemoryBillingRuns implements BillingRuns {
    private record Key(TenantId tenant, ScheduleId schedule) {}

    private record Held(BillingRun run, Instant nextAttemptAt) {}

    private final Map<Key, Schedule> schedules = new LinkedHashMap<>();
    private final Map<Key, NextRun> next = new LinkedHashMap<>();
    private final Map<Identity, Held> runs = new LinkedHashMap<>();
    final List<InvoiceRequested> requested = new ArrayList<>();
    /** Documents of these runs cannot be written. */
    final List<Identity> unwritable = new ArrayList<>();

    void put(Schedule schedule, NextRun first) {
        schedules.put(key(schedule), schedule);
        next.put(key(schedule), first);
    }

    @Override
    public Uni<Set<TenantId>> tenantsWithSchedules() {
        return Uni.createFrom().item(next.keySet().stream().map(Key::tenant).collect(Collectors.toSet()));
    }

    @Override
    public Uni<List<DueSchedule>> dueSchedules(Map<TenantId, Instant> clocks, int limit) {
        return Uni.createFrom()
                .item(next.entrySet().stream()
                        .filter(entry -> clocks.containsKey(entry.getKey().tenant())
                                && !entry.getValue()
                                        .dueAt()
                                        .isAfter(clocks.get(entry.getKey().tenant())))
                        .map(entry -> new DueSchedule(schedules.get(entry.getKey()), entry.getValue()))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Uni<Void> open(List<DueRuns> due) {
        for (DueRuns found : due) {
            Key key = key(found.schedule());
            if (!Optional.ofNullable(next.get(key))
                            .map(NextRun::invoiceDate)
                            .equals(Optional.of(found.found().next().invoiceDate()))
                    || schedules.get(key).record().version()
                            != found.found().schedule().record().version()) {
                continue;
            }
            schedules.put(key, found.schedule());
            next.remove(key);
            found.next().ifPresent(following -> next.put(key, following));
            found.runs()
                    .forEach(run -> runs.putIfAbsent(
                            run.identity(),
                            new Held(
                                    new BillingRun(
                                            run.identity(),
                                            found.schedule().record().customerId(),
                                            run.billingPeriod(),
                                            State.DUE,
                                            Optional.empty(),
                                            Optional.empty(),
                                            0,
                                            new Times(run.dueAt(), found.foundAt(), Optional.empty())),
                                    Instant.MIN)));
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<PendingRun>> withoutBasis(Instant wall, int limit) {
        return Uni.createFrom()
                .item(open().filter(held -> held.run().basis().isEmpty()
                                && !held.nextAttemptAt().isAfter(wall))
                        .map(held -> new PendingRun(held.run(), scheduleOf(held.run())))
                        .limit(limit)
                        .toList());
    }

    @Override
    public Uni<Void> prepare(List<Preparation> preparations) {
        for (Preparation preparation : preparations) {
            BillingRun run = runs.get(preparation.run()).run();
            if (run.basis().isPresent()) {
                continue;
            }
            if (preparation instanceof Preparation.Prepared prepared) {
                replace(run, State.WAITING, Optional.of(prepared.basis()), Optional.empty(), 0, Instant.MIN);
            } else {
                var unprepared = (Preparation.Unprepared) preparation;
                replace(
                        run,
                        unprepared.failed() ? State.FAILED : run.state(),
                        run.basis(),
                        Optional.of(unprepared.reason()),
                        unprepared.failed() ? 1 : 0,
                        unprepared.nextAttemptAt());
            }
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Integer> cut(Claim claim, Function<List<ClaimedRun>, Uni<List<CutDecision>>> decision) {
        List<ClaimedRun> claimed = open().filter(held -> !held.nextAttemptAt().isAfter(claim.wall()))
                .map(Held::run)
                .filter(run -> run.basis()
                        .map(basis -> basis.needed().lags(claim.positions()).isEmpty())
                        .orElse(false))
                .filter(run -> !isBehindAnother(run.identity()))
                .limit(claim.limit())
                .map(run -> new ClaimedRun(run, run.basis().orElseThrow(), scheduleOf(run)))
                .toList();
        if (claimed.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return decision.apply(claimed).map(decisions -> {
            if (decisions.stream()
                    .anyMatch(made -> unwritable.contains(made.run()) && made instanceof CutDecision.Cut)) {
                throw new IllegalStateException("the document cannot be written");
            }
            decisions.forEach(this::carryOut);
            return claimed.size();
        });
    }

    private void carryOut(CutDecision decision) {
        BillingRun run = runs.get(decision.run()).run();
        if (decision instanceof CutDecision.Cut cut) {
            replace(run, State.DONE, run.basis(), Optional.empty(), 0, Instant.MIN);
            requested.add(cut.document());
            Key key = key(cut.schedule());
            if (!next.containsKey(key)
                    && open().noneMatch(held -> keyOf(held.run()).equals(key))) {
                schedules.computeIfPresent(key, (same, schedule) -> schedule.completed());
            }
        } else if (decision instanceof CutDecision.Postpone postponed) {
            replace(run, run.state(), run.basis(), run.failure(), 0, postponed.nextAttemptAt());
        } else {
            fail((CutDecision.Fail) decision).await().indefinitely();
        }
    }

    @Override
    public Uni<Void> fail(CutDecision.Fail failure) {
        BillingRun run = runs.get(failure.run()).run();
        replace(run, State.FAILED, run.basis(), Optional.of(failure.reason()), 1, failure.nextAttemptAt());
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Optional<BillingRun>> find(TenantId tenant, RunId id) {
        return Uni.createFrom()
                .item(runs.values().stream()
                        .map(Held::run)
                        .filter(run -> run.identity().tenant().equals(tenant)
                                && run.identity().id().equals(id))
                        .findFirst());
    }

    @Override
    public Uni<List<Listed<BillingRun>>> list(RunQuery query) {
        List<BillingRun> all = runs.values().stream().map(Held::run).toList();
        List<Listed<BillingRun>> listed = new ArrayList<>();
        for (int index = all.size() - 1; index >= 0; index--) {
            BillingRun run = all.get(index);
            if (run.identity().tenant().equals(query.tenant())
                    && query.state().map(run.state()::equals).orElse(true)) {
                listed.add(new Listed<>(index, run));
            }
        }
        return Uni.createFrom().item(listed);
    }

    @Override
    public Uni<Boolean> hasEarlierOpen(Identity run) {
        return Uni.createFrom().item(isBehindAnother(run));
    }

    @Override
    public Uni<Set<LocalDate>> doneDates(TenantId tenant, ScheduleId schedule) {
        return Uni.createFrom()
                .item(runs.values().stream()
                        .map(Held::run)
                        .filter(run -> keyOf(run).equals(new Key(tenant, schedule)) && run.state() == State.DONE)
                        .map(run -> run.identity().invoiceDate())
                        .collect(Collectors.toSet()));
    }

    @Override
    public Uni<Boolean> hasOpenWork(TenantId tenant, Instant now) {
        return Uni.createFrom()
                .item(open().anyMatch(held -> held.run().identity().tenant().equals(tenant))
                        || next.entrySet().stream()
                                .anyMatch(entry -> entry.getKey().tenant().equals(tenant)
                                        && !entry.getValue().dueAt().isAfter(now)));
    }

    List<BillingRun> all() {
        return runs.values().stream().map(Held::run).toList();
    }

    List<Schedule> schedules() {
        return List.copyOf(schedules.values());
    }

    private Schedule scheduleOf(BillingRun run) {
        return schedules.get(keyOf(run));
    }

    private Stream<Held> open() {
        return runs.values().stream()
                .filter(held -> held.run().state() != State.DONE)
                .sorted(Comparator.comparing(Held::nextAttemptAt));
    }

    private boolean isBehindAnother(Identity identity) {
        return open().map(held -> held.run().identity())
                .anyMatch(other -> other.scheduleId().equals(identity.scheduleId())
                        && other.tenant().equals(identity.tenant())
                        && other.invoiceDate().isBefore(identity.invoiceDate()));
    }

    private void replace(
            BillingRun run,
            State state,
            Optional<BillingRun.Basis> basis,
            Optional<String> failure,
            int failures,
            Instant nextAttemptAt) {
        BillingRun replaced = new BillingRun(
                run.identity(),
                run.customerId(),
                run.billingPeriod(),
                state,
                basis,
                failure,
                run.attempts() + failures,
                run.times());
        runs.put(run.identity(), new Held(replaced, nextAttemptAt));
    }

    private static Key key(Schedule schedule) {
        return new Key(schedule.record().tenant(), schedule.record().id());
    }

    private static Key keyOf(BillingRun run) {
        return new Key(run.identity().tenant(), run.identity().scheduleId());
    }
}
