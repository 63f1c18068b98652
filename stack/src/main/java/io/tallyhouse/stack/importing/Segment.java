package io.tallyhouse.stack.importing;

import java.util.List;

/**
 * Records that lie side by side in the file, and whose fate is written down together.
 *
 * @param events what is to be sent
 * @param refusals of records that are no events
 * @param end where the next segment starts
 * @param fileBytes how much of the file has been read by then; for the progress alone
 */
record Segment(List<Outgoing> events, List<Refusal> refusals, Position end, long fileBytes) {}
