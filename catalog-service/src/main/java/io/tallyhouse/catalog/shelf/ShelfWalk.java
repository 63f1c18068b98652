package io.tallyhouse.catalog.shelf;

/**
 * Which records of a tenant a list takes, by sequence.
 *
 * @param bound sequence to start beyond
 * @param towardsNewer true for rising sequences from the bound, false for falling ones
 * @param sizeMax records at most
 */
public record ShelfWalk(long bound, boolean towardsNewer, int sizeMax, boolean includeArchived) {}
