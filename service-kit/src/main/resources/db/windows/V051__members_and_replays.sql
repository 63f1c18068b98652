-- Windows of UNIQUE metrics are kept for each member; all others have the empty one.
ALTER TABLE metric_windows ADD COLUMN member text NOT NULL DEFAULT '';
ALTER TABLE metric_windows DROP CONSTRAINT metric_windows_pkey;
ALTER TABLE metric_windows
    ADD PRIMARY KEY (tenant, metric_id, metric_version, subject, day, group_key, member);

-- How far the past is counted under a metric version, by partition.
CREATE TABLE metric_replays (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    metric_version integer NOT NULL,
    partition integer NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    caught_up boolean NOT NULL,
    PRIMARY KEY (tenant, metric_id, metric_version, partition)
);
