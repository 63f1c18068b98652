package io.tallyhouse.metrics.usage.rest;

import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.kernel.id.IdGrammar;
import io.tallyhouse.kernel.id.MetricId;
import io.tallyhouse.kit.rest.ProblemException;
import io.tallyhouse.metrics.usage.MetricAnswer;
import io.tallyhouse.metrics.usage.MetricAnswer.Refused;
import io.tallyhouse.metrics.usage.MetricAnswer.Told;

/** What questions about a metric of a path come to. */
final class MetricAnswers {
    private MetricAnswers() {}

    /** An id outside the grammar is no metric's. */
    static MetricId metric(String id) {
        if (!IdGrammar.accepts(id)) {
            throw ProblemException.notFound("metric", id);
        }
        return new MetricId(id);
    }

    /** What is told, or the problem to answer. */
    static <T> T told(MetricId metric, MetricAnswer<T> answer) {
        if (answer instanceof Told<T> told) {
            return told.what();
        }
        if (answer instanceof Refused<T> refused) {
            throw new InvalidInput(refused.violations());
        }
        throw ProblemException.notFound("metric", metric.value());
    }
}
