package io.tallyhouse.catalog.accesskey.store;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.catalog.accesskey.AccessKeys;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.kit.access.AccessKeyLookup;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Looks where the keys are kept, so that a new key works here at once. */
@Singleton
class StoredAccessKeyLookup implements AccessKeyLookup {
    private final AccessKeys accessKeys;

    StoredAccessKeyLookup(AccessKeys accessKeys) {
        this.accessKeys = accessKeys;
    }

    @Override
    public Uni<Optional<AccessKeyRecord>> byHash(String hash) {
        return accessKeys.findByHash(hash);
    }
}
