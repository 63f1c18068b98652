-- This service's copy of metric-windows: the newest state of each window, and how far the meter has published.
CREATE TABLE metric_windows (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    metric_version integer NOT NULL,
    subject text NOT NULL,
    day date NOT NULL,
    group_key text NOT NULL,
    generation integer NOT NULL,
    counter bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (tenant, metric_id, metric_version, subject, day, group_key)
);

CREATE TABLE meter_positions (
    partition integer PRIMARY KEY,
    generation integer NOT NULL,
    position bigint NOT NULL
);

CREATE TABLE metric_starts (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    metric_version integer NOT NULL,
    partition integer NOT NULL,
    start_offset bigint NOT NULL,
    PRIMARY KEY (tenant, metric_id, metric_version, partition)
);
