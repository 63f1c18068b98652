package io.tallyhouse.kit.access;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import java.util.Optional;

/** Where an access key is looked for that the local copy does not have yet. */
public interface AccessKeyLookup {
    /** @param hash by {@link AccessKeyHash} */
    Uni<Optional<AccessKeyRecord>> byHash(String hash);
}
