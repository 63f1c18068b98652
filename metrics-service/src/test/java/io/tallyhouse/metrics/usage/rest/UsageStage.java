package io.tallyhouse.metrics.usage.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tallyhouse.contracts.metric.MetricDefinition;
import io.tallyhouse.contracts.metric.MetricStateRecord;
import io.tallyhouse.contracts.metric.MetricStateRecord.State;
import io.tallyhouse.contracts.topic.Topics;
import io.tallyhouse.kit.testing.TestTenant;
import io.tallyhouse.kit.testing.TestTenants;
import io.tallyhouse.kit.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** A tenant with metrics, and the service as it sees it. */
final class UsageStage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTenant tenant = TestTenants.create("usage-" + UUID.randomUUID());
    private final SentUsage usage = new SentUsage(tenant.tenantId());

    SentUsage usage() {
        return usage;
    }

    /** Starts the metrics and waits until every later event counts under all of them. */
    void ready(MetricDefinition... metrics) {
        for (MetricDefinition metric : metrics) {
            usage.catalogue(metric);
            usage.start(metric);
        }
        for (MetricDefinition metric : metrics) {
            await().atMost(PATIENCE).until(() -> state(metric) == State.READY);
        }
    }

    private static State state(MetricDefinition metric) {
        return TestTopics.readAll(Topics.METRIC_STATES).stream()
                .filter(record -> record.tenant().equals(metric.tenant()))
                .filter(record -> record.metric().equals(metric.id()) && record.version() == metric.version())
                .map(MetricStateRecord::state)
                .reduce((first, last) -> last)
                .orElse(State.PREPARING);
    }

    ValidatableResponse query(String metric, String parameters) {
        return answer("/v1/metrics/" + metric + "/usage?" + parameters);
    }

    /** The answer once it is complete up to now. */
    JsonPath complete(String metric, String parameters) {
        Instant now = InstantSource.system().instant();
        return await().atMost(PATIENCE)
                .until(() -> query(metric, parameters).statusCode(200).extract().jsonPath(), answer -> {
                    String completeThrough = answer.getString("completeThrough");
                    return completeThrough != null
                            && Instant.parse(completeThrough).isAfter(now);
                });
    }

    JsonPath get(String path) {
        return answer(path).statusCode(200).extract().jsonPath();
    }

    void status(String path, int status) {
        answer(path).statusCode(status);
    }

    private ValidatableResponse answer(String path) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", tenant.bearer())
                .get(path)
                .then();
    }
}
