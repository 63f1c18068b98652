/**
 * The meter on Kafka Streams: one source, one processor, one sink, exactly once, no repartition.
 *
 * <p>Owns the topology, its stores and changelogs by name, the binary form of what is stored, publishing, and the life
 * of the streams client. Does not own what a record does ({@code metrics.meter}).
 *
 * <p>Invariants: what is published with a commit is every window that the inputs of this commit changed, and last the
 * position: the input offset below which all is published. A record that cannot be read never stops a partition. Stores
 * on disk are good only together with a clean end; otherwise their changelogs are read again. A standby's stores are kept
 * up to date from the changelogs alone, with what is committed; it publishes nothing, and runs no hook. Only
 * {@link io.tallyhouse.metrics.meter.kafka.PreCommitHook} and {@link io.tallyhouse.metrics.meter.kafka.Changelog} use
 * Kafka's internals.
 */
package io.tallyhouse.metrics.meter.kafka;
