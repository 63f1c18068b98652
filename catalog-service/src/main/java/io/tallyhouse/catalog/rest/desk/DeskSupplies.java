package io.tallyhouse.catalog.rest.desk;

import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.inject.Singleton;
import java.util.Set;

/** What every desk needs: who calls, ids for new records, and what time it is for the caller. */
@Singleton
public class DeskSupplies {
    final CurrentCaller caller;
    final NewIds newIds;
    final TenantClocks clocks;

    DeskSupplies(CurrentCaller caller, NewIds newIds, TenantClocks clocks) {
        this.caller = caller;
        this.newIds = newIds;
        this.clocks = clocks;
    }

    /** Of the access key that calls. */
    public Set<Scope> scopes() {
        return caller.scopes();
    }
}
