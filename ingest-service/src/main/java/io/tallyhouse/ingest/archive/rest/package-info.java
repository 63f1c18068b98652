/** Search of the archive over HTTP. */
@NullMarked
package io.tallyhouse.ingest.archive.rest;

import org.jspecify.annotations.NullMarked;
