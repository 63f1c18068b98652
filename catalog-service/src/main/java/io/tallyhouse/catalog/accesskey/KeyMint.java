package io.tallyhouse.catalog.accesskey;

import io.tallyhouse.contracts.catalog.TenantRecord.Mode;

/** Makes keys that nobody can guess. Nothing is stored by it. */
public interface KeyMint {
    /** @param mode of the tenant, which shows in the key */
    MintedKey mint(KeyTerms terms, Mode mode);
}
