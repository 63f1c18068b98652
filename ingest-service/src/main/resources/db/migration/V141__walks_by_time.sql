-- Few events wait in quarantine, and whoever looks for them must not walk past all others.
CREATE INDEX usage_records_quarantined ON usage_records (tenant, event_time, kafka_offset, kafka_partition)
    WHERE kind = 'QUARANTINED';

-- Between which event times all versions of a day lie; nothing for a day without any. A walk by time looks at the days
-- that may have what comes next, and not at all that there are.
ALTER TABLE archive_days ADD COLUMN first_time timestamptz, ADD COLUMN last_time timestamptz;
UPDATE archive_days SET first_time = known.first_time, last_time = known.last_time
FROM (SELECT kafka_partition, append_day, min(event_time) AS first_time, max(event_time) AS last_time
    FROM usage_records GROUP BY 1, 2) known
WHERE archive_days.kafka_partition = known.kafka_partition AND archive_days.append_day = known.append_day;
