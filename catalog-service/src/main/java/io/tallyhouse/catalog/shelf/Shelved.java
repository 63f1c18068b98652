package io.tallyhouse.catalog.shelf;

/**
 * A record with its place.
 *
 * @param sequence rises with creation; orders lists
 * @param revision counts every change of the record from 1
 */
public record Shelved<R>(R record, long sequence, long revision) {}
