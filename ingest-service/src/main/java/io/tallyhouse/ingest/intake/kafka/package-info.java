/**
 * The log of accepted usage on Kafka. Owns the only producer of {@code usage-events}: idempotent, confirmed by all
 * replicas in sync, bounded in bytes.
 */
@NullMarked
package io.tallyhouse.ingest.intake.kafka;

import org.jspecify.annotations.NullMarked;
