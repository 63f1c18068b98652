package io.tallyhouse.metrics.generation.rest;

import io.tallyhouse.metrics.generation.Comparison;
import io.tallyhouse.metrics.generation.Comparison.Difference;
import io.tallyhouse.metrics.generation.Comparison.Totals;
import java.util.List;

/** @param same whether every window is the same */
record ComparisonResponse(
        boolean same, TotalsBody former, TotalsBody current, int notCompared, List<DifferenceBody> differences) {
    private static final int DIFFERENCES_MAX = 100;

    record TotalsBody(long windows, long events, String fingerprint) {
        static TotalsBody from(Totals totals) {
            return new TotalsBody(
                    totals.windows(), totals.events(), totals.fingerprint().hex());
        }
    }

    record DifferenceBody(
            String tenant,
            String metric,
            int version,
            long windows,
            String subject,
            String day,
            long former,
            long current) {
        static DifferenceBody from(Difference found) {
            return new DifferenceBody(
                    found.tenant().value(),
                    found.metric().value(),
                    found.version(),
                    found.windows(),
                    found.subject(),
                    found.day().toString(),
                    found.former(),
                    found.current());
        }
    }

    static ComparisonResponse from(Comparison comparison) {
        return new ComparisonResponse(
                comparison.differences().isEmpty(),
                TotalsBody.from(comparison.former()),
                TotalsBody.from(comparison.current()),
                comparison.notCompared(),
                comparison.differences().stream()
                        .limit(DIFFERENCES_MAX)
                        .map(DifferenceBody::from)
                        .toList());
    }
}
