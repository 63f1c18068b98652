/**
 * {@code ./tallyhouse import}: usage events from a file to the public API. Owns how files are cut into records, how
 * records become events, and how far an import has come. Does not own what a valid event is: the server says so.
 *
 * <p>Invariants: events of one subject are sent in the order of the file; the position that is kept never lies behind a
 * record whose fate is not known yet, so an import that is killed repeats some records and leaves out none; a bad
 * record is told with its line and never stops the others.
 */
@NullMarked
package io.tallyhouse.stack.importing;

import org.jspecify.annotations.NullMarked;
