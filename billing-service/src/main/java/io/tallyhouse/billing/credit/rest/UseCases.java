package io.tallyhouse.billing.credit.rest;

import io.tallyhouse.billing.credit.ChangeGrant;
import io.tallyhouse.billing.credit.CreateGrant;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.enterprise.context.Dependent;

/** What the resource can do to grants. */
@Dependent
class UseCases {
    private final CreateGrant create;
    private final ChangeGrant change;
    private final NewIds ids;

    UseCases(CreateGrant create, ChangeGrant change, NewIds ids) {
        this.create = create;
        this.change = change;
        this.ids = ids;
    }

    CreateGrant create() {
        return create;
    }

    ChangeGrant change() {
        return change;
    }

    NewIds ids() {
        return ids;
    }
}
