package io.tallyhouse.catalog.accesskey.store;

import io.tallyhouse.catalog.accesskey.AccessKeySecret;
import io.tallyhouse.catalog.accesskey.KeyMint;
import io.tallyhouse.catalog.accesskey.KeyTerms;
import io.tallyhouse.catalog.accesskey.MintedKey;
import io.tallyhouse.contracts.catalog.AccessKeyRecord;
import io.tallyhouse.contracts.catalog.TenantRecord.Mode;
import io.tallyhouse.kit.access.AccessKeyHash;
import io.tallyhouse.kit.rest.NewIds;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

@Singleton
class RandomKeyMint implements KeyMint {
    private final SecureRandom random = new SecureRandom();
    private final NewIds newIds;
    private final InstantSource wall;

    RandomKeyMint(NewIds newIds, InstantSource wall) {
        this.newIds = newIds;
        this.wall = wall;
    }

    @Override
    public MintedKey mint(KeyTerms terms, Mode mode) {
        AccessKeySecret secret = AccessKeySecret.generate(mode, random);
        AccessKeyRecord record = new AccessKeyRecord(
                terms.tenant(),
                newIds.next("key"),
                1,
                terms.name(),
                AccessKeyHash.of(secret.text()),
                terms.scopes(),
                terms.expiresAt(),
                false,
                wall.instant());
        return new MintedKey(record, secret);
    }
}
