package io.tallyhouse.ingest.archive;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.kernel.id.TenantId;
import java.util.Set;

/** Which subjects are a customer's. */
public interface MappedSubjects {
    /** Those of the subjects that are neither a customer's id nor one of its aliases. */
    Uni<Set<String>> unmapped(TenantId tenant, Set<String> subjects);
}
