-- What was started: a generation of the log begins with all of them.
ALTER TABLE metric_starts_sent ADD COLUMN definition text;

-- Days whose retention has ended: what was appended then cannot be counted again.
CREATE TABLE archive_dropped (
    append_day date PRIMARY KEY,
    dropped_at timestamptz NOT NULL DEFAULT now()
);

-- As before, but for the archive of the schema that is worked in: the next generation's stands in its own.
CREATE OR REPLACE FUNCTION ensure_usage_records_day(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    part text := 'usage_records_' || to_char(day, 'YYYYMMDD');
    qualified text := format('%I.%I', current_schema(), part);
BEGIN
    IF to_regclass(qualified) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('usage_records'));
    IF to_regclass(qualified) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %s (LIKE usage_records INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', qualified);
    EXECUTE format('ALTER TABLE usage_records ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', qualified, day, day + 1);
    RETURN true;
END
$$;
