/**
 * How this service's lists are cut into pages. Owns only the words for it; paging on the wire is service-kit's.
 * Invariant: a sequence orders the things of a list by creation and is never used twice.
 */
package io.tallyhouse.billing.listing;
