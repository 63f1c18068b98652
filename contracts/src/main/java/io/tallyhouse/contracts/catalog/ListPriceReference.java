package io.tallyhouse.contracts.catalog;

import io.tallyhouse.kernel.id.PriceId;

/** The list price that a price was made from, as it was then. */
public record ListPriceReference(PriceId id, long version) {}
