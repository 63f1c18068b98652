-- What an event costs the archive is mostly its indexes, and of an index mostly the comparison of texts. So identities
-- are found by a number, subjects and types by hashes that stand in their indexes only, and what can be computed when a
-- row is read is not kept.
-- before all rows are written again, which would write to each of them
DROP INDEX usage_records_time;
DROP INDEX usage_records_subject_time;
DROP INDEX usage_records_type_time;
DROP INDEX usage_records_identity;

ALTER TABLE usage_records ADD COLUMN identity_key bigint;

-- The first eight bytes of SHA-256 over tenant, subject, source and id, each after its length in four bytes.
UPDATE usage_records SET identity_key = ('x' || encode(substr(sha256(
        int4send(octet_length(tenant)) || convert_to(tenant, 'UTF8')
        || int4send(octet_length(subject)) || convert_to(subject, 'UTF8')
        || int4send(octet_length(source)) || convert_to(source, 'UTF8')
        || int4send(octet_length(event_id)) || convert_to(event_id, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint;
ALTER TABLE usage_records ALTER COLUMN identity_key SET NOT NULL;

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
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS usage_records_check', part);
    END LOOP;
END
$$;
-- the digests follow from the row
ALTER TABLE usage_records DROP COLUMN digest, DROP COLUMN timeless_digest;
ALTER TABLE usage_records ADD CONSTRAINT usage_records_check
    CHECK (kind IN ('VOID', 'RESTORE') OR (event_type IS NOT NULL AND event_time IS NOT NULL AND data IS NOT NULL));

-- Two identities with one key cost a look and nothing else; so do two subjects, or types, with one hash.
CREATE INDEX usage_records_identity ON usage_records (identity_key);
-- Voids and restores, which have no time, are in it too: whatever a tenant has is found by it.
CREATE INDEX usage_records_time ON usage_records (tenant, event_time, kafka_offset, kafka_partition);
CREATE INDEX usage_records_subject_time ON usage_records
    (hashtextextended(tenant || chr(1) || subject, 0), event_time, kafka_offset, kafka_partition)
    WHERE event_time IS NOT NULL;
CREATE INDEX usage_records_type_time ON usage_records
    (hashtextextended(tenant || chr(1) || event_type, 0), event_time, kafka_offset, kafka_partition)
    WHERE event_time IS NOT NULL;
