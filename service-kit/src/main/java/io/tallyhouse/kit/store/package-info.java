/**
 * The outbox: how a change in a table becomes a record on a topic. Owns order and delivery (at least once, in order of
 * each key); consumers are idempotent by version. Does not own what is written. Besides, the deletion of rows by age.
 */
package io.tallyhouse.kit.store;
