package io.tallyhouse.catalog.tenant;

import io.tallyhouse.contracts.catalog.TenantRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import java.time.Instant;
import java.util.Optional;

/** The clock of one sandbox: wall time until first set, then still until set again, to the same time or a later one. */
public record TestClock(TenantRecord tenant) {
    /** @param wall what time it is outside */
    public Instant now(Instant wall) {
        return tenant.testNow().orElse(wall);
    }

    /** Why this tenant has no test clock at all. */
    public Optional<Problem> refusal() {
        return tenant.mode() == Mode.SANDBOX
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemType.CONFLICT,
                        "The tenant '" + tenant.id()
                                + "' is LIVE and follows wall time; only a SANDBOX tenant has a test" + " clock."));
    }

    /** Why the clock cannot be set to {@code wanted}. */
    public Optional<Problem> refusalToMove(Instant wanted, Instant wall) {
        Optional<Problem> none = refusal();
        if (none.isPresent() || !wanted.isBefore(now(wall))) {
            return none;
        }
        return Optional.of(Problem.of(
                ProblemType.INVALID_INPUT,
                new Violation(
                        "/now",
                        "'" + wanted + "' is before the clock's time, " + now(wall)
                                + "; a test clock goes forward only")));
    }

    /** The tenant with its clock moved; the same tenant if the clock stands there already. */
    public TenantRecord movedTo(Instant wanted) {
        Optional<Instant> moved = Optional.of(wanted);
        return tenant.testNow().equals(moved)
                ? tenant
                : new TenantRecord(
                        tenant.id(), tenant.version() + 1, tenant.name(), tenant.mode(), moved, tenant.createdAt());
    }
}
