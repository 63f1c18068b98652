package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.CustomerId;
import java.util.List;

/** Whose each of some subjects is and when: what {@code POST /internal/subject-owners} answers to other services. */
public record SubjectOwners(List<Ownership> ownerships) {
    public SubjectOwners {
        ownerships = List.copyOf(ownerships);
    }

    /** A subject for the time that it is one customer's. */
    public record Ownership(CustomerId customer, SubjectSpan span) {}
}
