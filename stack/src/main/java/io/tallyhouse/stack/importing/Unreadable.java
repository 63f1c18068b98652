package io.tallyhouse.stack.importing;

import java.util.List;

/** A record that is no event; carries what is wrong with it, and no stack, for there may be many. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<Reason> reasons;

    Unreadable(List<Reason> reasons) {
        super(reasons.toString(), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    Unreadable(String detail) {
        this(List.of(Reason.ofRecord(detail)));
    }

    List<Reason> reasons() {
        return reasons;
    }
}
