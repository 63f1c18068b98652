-- Metric versions whose control record stands in every partition of usage-events.
CREATE TABLE metric_starts_sent (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    version integer NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, metric_id, version)
);
