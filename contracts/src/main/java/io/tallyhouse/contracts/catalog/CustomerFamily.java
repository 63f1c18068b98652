package io.tallyhouse.contracts.catalog;

import java.util.List;

/**
 * Some customers and all their descendants, each once: what {@code POST /internal/families} answers to other services.
 *
 * @param members in no order; {@link #MEMBERS_MAX} and one more where there are more than that
 */
public record CustomerFamily(List<CustomerRecord> members) {
    /** More than this are not read together. */
    public static final int MEMBERS_MAX = 5_000;

    public CustomerFamily {
        members = List.copyOf(members);
    }
}
