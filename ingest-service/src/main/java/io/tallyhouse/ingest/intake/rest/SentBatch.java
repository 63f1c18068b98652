package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.ingest.intake.EventVerdict;
import java.util.List;

/**
 * A request's events, each with its verdict.
 *
 * @param isArray false if one event was sent by itself, so that pointers need no index
 */
record SentBatch(boolean isArray, List<EventVerdict> verdicts) {}
