package io.tallyhouse.catalog.price;

import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.contracts.catalog.PriceRecord;

/** The prices. A price that refers to what does not exist or is archived is refused. */
public interface Prices extends Shelf<PriceRecord> {}
