package io.tallyhouse.catalog.accesskey;

import io.tallyhouse.contracts.catalog.AccessKeyRecord;

/** A new key: the record to keep, and the secret to show once and forget. */
public record MintedKey(AccessKeyRecord record, AccessKeySecret secret) {}
