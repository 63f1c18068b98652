-- Versions carry a revision, and events may be kept in quarantine until they are released.
ALTER TABLE usage_records ADD COLUMN revision bigint, ADD COLUMN reason text;

-- A day that was made before it was attached has constraints of its own.
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN
        SELECT 'usage_records'::regclass
        UNION ALL
        SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'usage_records'::regclass
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS usage_records_kind_check,'
            ' DROP CONSTRAINT IF EXISTS usage_records_check', part);
    END LOOP;
END
$$;

ALTER TABLE usage_records
    ADD CONSTRAINT usage_records_kind_check CHECK (kind IN ('EVENT', 'QUARANTINED', 'VOID', 'RESTORE')),
    ADD CONSTRAINT usage_records_check CHECK (kind IN ('VOID', 'RESTORE')
        OR (event_type IS NOT NULL AND event_time IS NOT NULL AND data IS NOT NULL
            AND digest IS NOT NULL AND timeless_digest IS NOT NULL));

-- Walks by time see all records with a content; one index has all records of an identity.
DROP INDEX usage_records_time;
DROP INDEX usage_records_subject_time;
DROP INDEX usage_records_type_time;
DROP INDEX usage_records_identity;
DROP INDEX usage_records_voids;
CREATE INDEX usage_records_time ON usage_records (tenant, event_time, kafka_partition, kafka_offset)
    WHERE event_time IS NOT NULL;
CREATE INDEX usage_records_subject_time ON usage_records (tenant, subject, event_time, kafka_partition, kafka_offset)
    WHERE event_time IS NOT NULL;
CREATE INDEX usage_records_type_time ON usage_records (tenant, event_type, event_time, kafka_partition, kafka_offset)
    WHERE event_time IS NOT NULL;
CREATE INDEX usage_records_identity ON usage_records (tenant, subject, source, event_id, kafka_offset);

-- Which offsets of a partition a day of the archive holds.
CREATE TABLE archive_days (
    kafka_partition integer NOT NULL,
    append_day date NOT NULL,
    first_offset bigint NOT NULL,
    last_offset bigint NOT NULL,
    PRIMARY KEY (kafka_partition, append_day)
);
INSERT INTO archive_days (kafka_partition, append_day, first_offset, last_offset)
SELECT kafka_partition, append_day, min(kafka_offset), max(kafka_offset) FROM usage_records GROUP BY 1, 2;

-- Every type of event that a tenant has sent, by partition, so that readers of two partitions never wait for each other.
CREATE TABLE event_types (
    tenant text COLLATE "C" NOT NULL,
    event_type text COLLATE "C" NOT NULL,
    kafka_partition integer NOT NULL,
    events bigint NOT NULL,
    first_accepted_at timestamptz NOT NULL,
    last_accepted_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, event_type, kafka_partition)
);
INSERT INTO event_types (tenant, event_type, kafka_partition, events, first_accepted_at, last_accepted_at)
SELECT tenant, event_type, kafka_partition, count(*), min(accepted_at), max(accepted_at)
FROM usage_records WHERE kind = 'EVENT' GROUP BY 1, 2, 3;

-- The past that is to be written into a partition for a metric version: all of a type below the offset of its start.
CREATE TABLE metric_replays (
    tenant text NOT NULL,
    metric_id text NOT NULL,
    metric_version integer NOT NULL,
    kafka_partition integer NOT NULL,
    event_type text NOT NULL,
    start_offset bigint NOT NULL,
    -- all offsets up to this one are written
    reached bigint NOT NULL DEFAULT -1,
    replayed bigint NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'RUNNING', 'DONE')),
    touched_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, metric_id, metric_version, kafka_partition)
);
CREATE INDEX metric_replays_open ON metric_replays (touched_at) WHERE state <> 'DONE';
