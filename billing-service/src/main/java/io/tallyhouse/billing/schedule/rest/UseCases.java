package io.tallyhouse.billing.schedule.rest;

import io.tallyhouse.billing.schedule.ActivateSchedule;
import io.tallyhouse.billing.schedule.CreateSchedule;
import io.tallyhouse.billing.schedule.ReplaceSchedule;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.enterprise.context.Dependent;

/** What the resource can do to schedules. */
@Dependent
class UseCases {
    private final CreateSchedule create;
    private final ReplaceSchedule replace;
    private final ActivateSchedule activate;
    private final NewIds ids;

    UseCases(CreateSchedule create, ReplaceSchedule replace, ActivateSchedule activate, NewIds ids) {
        this.create = create;
        this.replace = replace;
        this.activate = activate;
        this.ids = ids;
    }

    CreateSchedule create() {
        return create;
    }

    ReplaceSchedule replace() {
        return replace;
    }

    ActivateSchedule activate() {
        return activate;
    }

    NewIds ids() {
        return ids;
    }
}
