-- Where each event stands whose id alone is its identity (POST /v1/usage-events). Kept as long as the archive.
CREATE TABLE usage_event_subjects (
    tenant text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    -- it was sent under last
    subject text COLLATE "C" NOT NULL,
    -- it was sent under before, and may still count under
    left_subjects text[] COLLATE "C" NOT NULL DEFAULT '{}',
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, event_id)
);

-- rows are seen in the order of their places, mostly
CREATE INDEX usage_event_subjects_seen ON usage_event_subjects USING brin (seen_at);
