-- Every version of every metric, as catalogued: what the windows of an older version are grouped by.
CREATE TABLE metric_versions (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    metric_version integer NOT NULL,
    definition jsonb NOT NULL,
    PRIMARY KEY (tenant, metric_id, metric_version)
);
