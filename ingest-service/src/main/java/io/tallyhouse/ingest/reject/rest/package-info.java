/** Rejected records over HTTP. */
@NullMarked
package io.tallyhouse.ingest.reject.rest;

import org.jspecify.annotations.NullMarked;
