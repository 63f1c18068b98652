-- Records of inboxes that were no events, as the topic usage-rejected has them.
CREATE TABLE rejected_records (
    tenant text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    rejected_at timestamptz NOT NULL,
    -- JSON; not of that type, for names in it may have characters that PostgreSQL has no text for
    record text NOT NULL,
    content_digest text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'REJECTED' CHECK (state IN ('REJECTED', 'REPLAYED')),
    replayed_at timestamptz,
    PRIMARY KEY (tenant, id),
    CHECK ((state = 'REPLAYED') = (replayed_at IS NOT NULL))
);

CREATE UNIQUE INDEX rejected_records_sequence ON rejected_records (tenant, sequence);
CREATE INDEX rejected_records_age ON rejected_records USING brin (rejected_at);
