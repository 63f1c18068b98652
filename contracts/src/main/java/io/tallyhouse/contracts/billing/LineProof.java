package io.tallyhouse.contracts.billing;

import io.tallyhouse.kernel.aggregation.Fingerprint;

/** Which events a line bills: how many, and the sum of their digests. */
public record LineProof(long events, Fingerprint fingerprint) {}
