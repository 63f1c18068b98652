package io.tallyhouse.billing.adjustment;

import io.tallyhouse.billing.adjustment.Adjustment.State;
import io.tallyhouse.contracts.billing.ScheduleOptions.LateUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a schedule's open adjustments when its next run is cut.
 *
 * @param billed more: lines of the run's document
 * @param credited less: a credit note each
 * @param letGo what the schedule lets go
 */
public record Settlement(List<Adjustment> billed, List<Adjustment> credited, List<Adjustment> letGo) {
    public static final Settlement NOTHING = new Settlement(List.of(), List.of(), List.of());

    public Settlement {
        billed = List.copyOf(billed);
        credited = List.copyOf(credited);
        letGo = List.copyOf(letGo);
    }

    /** What is below the threshold stays open until more comes. */
    public static Settlement of(List<Adjustment> open, LateUsage lateUsage) {
        List<Adjustment> billed = new ArrayList<>();
        List<Adjustment> credited = new ArrayList<>();
        List<Adjustment> letGo = new ArrayList<>();
        for (Adjustment adjustment : open) {
            BigDecimal net = adjustment.net();
            if (net.abs().compareTo(lateUsage.threshold()) < 0) {
                continue;
            }
            switch (stateOf(net, lateUsage.policy())) {
                case BILLED -> billed.add(adjustment);
                case CREDITED -> credited.add(adjustment);
                case LET_GO -> letGo.add(adjustment);
                case OPEN -> {}
            }
        }
        return new Settlement(billed, credited, letGo);
    }

    private static State stateOf(BigDecimal net, LateUsage.Policy policy) {
        return switch (policy) {
            case ADJUST -> net.signum() >= 0 ? State.BILLED : State.CREDITED;
            case CREDIT -> net.signum() >= 0 ? State.LET_GO : State.CREDITED;
            case IGNORE -> State.LET_GO;
        };
    }

    public boolean isNothing() {
        return billed.isEmpty() && credited.isEmpty() && letGo.isEmpty();
    }
}
