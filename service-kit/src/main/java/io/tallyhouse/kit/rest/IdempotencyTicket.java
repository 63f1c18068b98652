package io.tallyhouse.kit.rest;

import java.time.Instant;

/**
 * The right to execute a claim, until the lease ends.
 *
 * @param attempt counts executions from 1, so that one whose lease was taken over cannot write its answer
 * @param firstSeenAt when the key was first used; the same for all attempts
 */
record IdempotencyTicket(IdempotencyClaim claim, int attempt, Instant firstSeenAt) {}
