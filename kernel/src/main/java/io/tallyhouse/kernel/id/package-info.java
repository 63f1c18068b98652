/**
 * Typed ids. Owns the grammar that every client-given id keeps; does not make ids ({@code service-kit} does). Two ids
 * of different things are never the same type.
 */
package io.tallyhouse.kernel.id;
