package io.tallyhouse.ingest.intake;

import java.time.Duration;

/**
 * Whether a tenant may send some events now.
 *
 * @param granted they are taken from what the tenant may send
 * @param limit events that may be sent at once after a pause
 * @param remaining events that may be sent at once now
 * @param reset until {@code remaining} is {@code limit} again, if nothing is sent
 * @param retryAfter until the same request would be granted; zero if it was
 */
public record RateVerdict(boolean granted, long limit, long remaining, Duration reset, Duration retryAfter) {}
