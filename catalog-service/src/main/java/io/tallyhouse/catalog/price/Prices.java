package io.tallyhouse.catalog.price;

/** The prices, which schedules refer to. */
public interface Prices extends PriceShelf {}
