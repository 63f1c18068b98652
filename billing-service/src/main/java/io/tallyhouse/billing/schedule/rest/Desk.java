package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.enterprise.context.Dependent;

/** Who asks, when, and ids for what is new. */
@Dependent
class Desk {
    private final CurrentCaller caller;
    private final TenantClocks clocks;
    private final NewIds ids;

    Desk(CurrentCaller caller, TenantClocks clocks, NewIds ids) {
        this.caller = caller;
        this.clocks = clocks;
        this.ids = ids;
    }

    CurrentCaller caller() {
        return caller;
    }

    TenantClocks clocks() {
        return clocks;
    }

    NewIds ids() {
        return ids;
    }
}
