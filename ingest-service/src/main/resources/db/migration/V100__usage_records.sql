-- Every record of usage-events but control records, one partition of the table for each UTC day of append.
-- Texts compare by code unit: only equality and index order matter, and "C" is the fastest.
CREATE TABLE usage_records (
    append_day date NOT NULL,
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    appended_at timestamptz NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('EVENT', 'VOID', 'RESTORE')),
    tenant text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    accepted_at timestamptz NOT NULL,
    event_type text COLLATE "C",
    event_time timestamptz,
    time_sent text COLLATE "C",
    data json,
    digest bytea,
    -- digest of the content without its time: two events sent without time have the same content if these are equal
    timeless_digest bytea,
    PRIMARY KEY (append_day, kafka_partition, kafka_offset),
    CHECK (kind <> 'EVENT'
        OR (event_type IS NOT NULL AND event_time IS NOT NULL AND data IS NOT NULL
            AND digest IS NOT NULL AND timeless_digest IS NOT NULL))
) PARTITION BY RANGE (append_day);

CREATE INDEX usage_records_time ON usage_records (tenant, event_time, kafka_partition, kafka_offset)
    WHERE kind = 'EVENT';
CREATE INDEX usage_records_subject_time ON usage_records (tenant, subject, event_time, kafka_partition, kafka_offset)
    WHERE kind = 'EVENT';
CREATE INDEX usage_records_type_time ON usage_records (tenant, event_type, event_time, kafka_partition, kafka_offset)
    WHERE kind = 'EVENT';
CREATE INDEX usage_records_identity ON usage_records (tenant, subject, source, event_id, kafka_offset)
    WHERE kind = 'EVENT';
CREATE INDEX usage_records_voids ON usage_records (tenant, subject, source, event_id, kafka_offset)
    WHERE kind <> 'EVENT';

-- Makes a day's partition if there is none. Attaching, unlike creating in place, lets readers go on meanwhile.
CREATE FUNCTION ensure_usage_records_day(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    part text := 'usage_records_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(part) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('usage_records'));
    IF to_regclass(part) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE usage_records INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE usage_records ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, day, day + 1);
    RETURN true;
END
$$;

-- Drops the partitions of all days before the first one to keep.
CREATE FUNCTION drop_usage_records_before(first_kept date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    part text;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT child.relname
        FROM pg_inherits
        JOIN pg_class child ON child.oid = pg_inherits.inhrelid
        WHERE pg_inherits.inhparent = 'usage_records'::regclass
            AND child.relname < 'usage_records_' || to_char(first_kept, 'YYYYMMDD')
        ORDER BY child.relname
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- Records of usage-events that could not be read, so that a gap in the archive is seen.
CREATE TABLE archive_skipped (
    kafka_partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    appended_at timestamptz NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (kafka_partition, kafka_offset)
);
