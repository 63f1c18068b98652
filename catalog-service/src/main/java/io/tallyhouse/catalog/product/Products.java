package io.tallyhouse.catalog.product;

import io.tallyhouse.catalog.shelf.Shelf;
import io.tallyhouse.contracts.catalog.ProductRecord;

/** The products. */
public interface Products extends Shelf<ProductRecord> {}
