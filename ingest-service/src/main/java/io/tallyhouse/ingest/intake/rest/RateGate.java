package io.tallyhouse.ingest.intake.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallyhouse.contracts.problem.Problem;
import io.tallyhouse.contracts.problem.ProblemType;
import io.tallyhouse.ingest.intake.IntakeRates;
import io.tallyhouse.ingest.intake.RateVerdict;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Lets a tenant's requests pass as fast as it may send, and tells it how fast that is. */
@ApplicationScoped
class RateGate {
    private final IntakeRates rates;
    private final Counter refused;

    RateGate(IntakeRates rates, MeterRegistry metrics) {
        this.rates = rates;
        this.refused = Counter.builder("tallyhouse.intake.rate.limited")
                .description("Requests that were answered with 429 because their tenant sent too fast")
                .register(metrics);
    }

    /**
     * The headers of the answer; none if there is no limit.
     *
     * @throws ProblemException 429 if these are too many for now
     */
    Map<String, String> admit(TenantId tenant, int events) {
        return rates.take(tenant, events).map(this::headers).orElse(Map.of());
    }

    private Map<String, String> headers(RateVerdict verdict) {
        Map<String, String> headers = new HashMap<>();
        headers.put("RateLimit-Limit", Long.toString(verdict.limit()));
        headers.put("RateLimit-Remaining", Long.toString(verdict.remaining()));
        headers.put("RateLimit-Reset", Long.toString(wholeSeconds(verdict.reset())));
        if (verdict.granted()) {
            return headers;
        }
        refused.increment();
        headers.put("Retry-After", Long.toString(Math.max(1, wholeSeconds(verdict.retryAfter()))));
        String detail = "Events are sent faster than this tenant may. Nothing was accepted; repeat the request after"
                + " the seconds in Retry-After.";
        throw new ProblemException(Problem.of(ProblemType.TOO_MANY_REQUESTS, detail), headers);
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
