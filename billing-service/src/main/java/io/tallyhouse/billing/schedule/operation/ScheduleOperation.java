package io.tallyhouse.billing.schedule.operation;

import io.tallyhouse.billing.schedule.Course;
import io.tallyhouse.contracts.billing.ScheduleRecord.PhaseRecord;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kernel.id.PriceId;
import io.tallyhouse.kernel.money.CurrencyCode;
import java.util.List;
import java.util.Map;

/** Something that is done to a schedule. It knows no clock and no store. */
public interface ScheduleOperation {
    /** Which course the schedule takes by it, or why it does not. */
    Change apply(Standing standing);

    /** Prices that it names, by JSON pointer of the request. */
    default Map<String, PriceId> prices() {
        return Map.of();
    }

    /** Phases that it brings, by JSON pointer of the request. */
    default Map<String, PhaseRecord> phases() {
        return Map.of();
    }

    /** What is wrong with it whatever the schedule, but for its currency. */
    default List<Violation> faults(CurrencyCode currency) {
        return List.of();
    }

    /** What comes of it. */
    sealed interface Change {
        record Made(Course course) implements Change {}

        record Refused(Problem problem) implements Change {}
    }

    /** The schedule's state does not allow it. */
    static Change conflict(String detail) {
        return new Change.Refused(Problem.of(ProblemType.CONFLICT, detail));
    }

    /** The schedule's state does not allow what the request says there. */
    static Change conflict(String pointer, String detail) {
        return new Change.Refused(Problem.of(ProblemType.CONFLICT, new Violation(pointer, detail)));
    }

    /** The request asks for something that this schedule cannot have. */
    static Change invalid(String pointer, String detail) {
        return new Change.Refused(Problem.of(ProblemType.INVALID_INPUT, new Violation(pointer, detail)));
    }
}
