/**
 * Usage events and everything else that stands in {@code usage-events}: voids, restores and the control records that
 * start metric versions. Owns the identity, the canonical form behind fingerprints, and the wire form.
 */
package io.tallyhouse.contracts.usage;
